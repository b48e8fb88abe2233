"""Read URLs over HTTPS (or from files) without ever waiting long for a silent server.

Invariant: an answer that does not come within the timeout is given up, and so is a download whose
bytes stop coming for that long. Plain HTTP is spoken to this machine only, also after a redirect.
"""

from __future__ import annotations

import hashlib
import http.client
import ssl
from collections.abc import Callable, Iterator
from email.message import Message
from pathlib import Path
from typing import IO, cast
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener
from urllib.response import addinfourl

from beadwork.dolt.install.bounded_wait import within
from beadwork.dolt.install.method import MethodFailed

CHUNK = 1 << 17
NETWORK_ERRORS = (OSError, http.client.HTTPException, ssl.SSLError, ValueError)
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class _SafeRedirects(HTTPRedirectHandler):
    """Follow a redirect only to a URL that `check_address` accepts."""

    def redirect_request(
        self,
        req: Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> Request | None:
        try:
            check_address(newurl)
        except MethodFailed:
            fp.close()
            raise
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def check_address(url: str) -> None:
    """Raise `MethodFailed` unless `url` is https://, file://, or http:// of this machine."""
    parts = urlsplit(url)
    if parts.scheme in ("https", "file") or (parts.scheme == "http" and parts.hostname in LOOPBACK):
        return
    raise MethodFailed(
        f"{url} is refused: only https:// and file:// addresses are safe to install from"
    )


def answer(url: str, timeout: float) -> addinfourl:
    """Open `url` and return the response, its headers read.

    Raises:
        MethodFailed: the address is refused, or nothing answers within `timeout` seconds.
    """
    check_address(url)
    # A proxy cannot reach this machine's own loopback.
    proxies = [ProxyHandler({})] if urlsplit(url).hostname in LOOPBACK else []
    opener = build_opener(_SafeRedirects, *proxies)
    request = Request(url, headers={"User-Agent": "beadwork"})  # noqa: S310  (checked above)

    def open_it() -> addinfourl:
        return cast(addinfourl, opener.open(request, timeout=timeout))

    try:
        return within(timeout, open_it, discard=lambda late: late.close())
    except NETWORK_ERRORS as error:
        raise MethodFailed(f"{url}: {reason(error, timeout)}") from error


def text(url: str, timeout: float, *, limit: int = 1 << 22) -> str:
    """Return what is at `url` as text, at most `limit` bytes of it; raises `MethodFailed`."""

    def read_it() -> str:
        with answer(url, timeout) as response:
            return response.read(limit).decode("utf-8", "replace")

    try:
        return within(timeout, read_it, discard=len)
    except NETWORK_ERRORS as error:
        raise MethodFailed(f"{url}: {reason(error, timeout)}") from error


def size_of(headers: Message) -> int:
    """Return the announced size in bytes, 0 where none is announced."""
    announced = headers.get("Content-Length", "")
    return int(announced) if announced.isdigit() else 0


def save(response: addinfourl, target: Path, timeout: float, tick: Callable[[int], object]) -> str:
    """Write the response's body to `target` and return its SHA-256 in hexadecimal.

    `tick` gets the size of each piece.

    Raises:
        MethodFailed: bytes stop coming for `timeout` seconds, or the body ends too early.
    """
    digest, size = hashlib.sha256(), 0
    with target.open("wb") as file:
        for piece in _pieces(response, timeout):
            file.write(piece)
            digest.update(piece)
            size += len(piece)
            tick(len(piece))
    announced = size_of(response.headers)
    if size < announced:
        raise MethodFailed(f"the download ended after {size} of {announced} bytes")
    return digest.hexdigest()


def _pieces(response: addinfourl, timeout: float) -> Iterator[bytes]:
    # `read1` returns the bytes that are there; `read` would wait for a full piece, however slowly
    # its bytes come.
    read = getattr(response, "read1", response.read)
    while True:
        try:
            piece = read(CHUNK)
        except NETWORK_ERRORS as error:
            raise MethodFailed(f"the download broke off: {reason(error, timeout)}") from error
        if not piece:
            return
        yield piece


def reason(error: BaseException, timeout: float) -> str:
    """Say in a few words why a read over the network failed."""
    if isinstance(error, HTTPError):
        error.close()
        return f"HTTP {error.code} {error.reason}"
    if isinstance(error, URLError) and isinstance(error.reason, BaseException):
        return reason(error.reason, timeout)
    if isinstance(error, TimeoutError):
        return f"no answer within {timeout:g} s"
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
