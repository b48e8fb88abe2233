"""Release archives, a server that hands them out well or badly, and a user's data directory to
install into.

The functions are given to the tests as fixtures, because test directories are no packages here.
"""

from __future__ import annotations

import io
import tarfile
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from beadwork.dolt.install import release
from beadwork.dolt.program import PINNED, own_copy

SCRIPT = f"#!/bin/sh\necho 'dolt version {PINNED}'\n".encode()


def packed(program: bytes = SCRIPT, *, more: str = "") -> bytes:
    """Return a release archive for this platform: `program` unless empty, a file named `more` if
    given.
    """
    buffer = io.BytesIO()
    # Level 1: a real Dolt has 120 MB.
    with tarfile.open(fileobj=buffer, mode="w:gz", compresslevel=1) as tar:
        for name, content in (
            (more, b"outside"),
            (f"dolt-{release.platform_name()}/bin/dolt", program),
        ):
            if name and content:
                entry = tarfile.TarInfo(name)
                entry.size = len(content)
                tar.addfile(entry, io.BytesIO(content))
    return buffer.getvalue()


class Host:
    """A real HTTP server on a free port of the loopback: paths and their bodies, and what it was
    asked for.

    A path in `cut` gets half its body; `half_sent` is set then, and with `hold` set the rest never
    comes.
    """

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.redirects: dict[str, str] = {}
        self.refusals: dict[str, int] = {}
        self.silent: set[str] = set()
        self.cut: set[str] = set()
        self.hold = False
        self.asked: list[str] = []
        self.half_sent = threading.Event()
        self.over = threading.Event()
        self.address = ""

    def serve(self, request: BaseHTTPRequestHandler) -> None:
        """Answer one request as the attributes say."""
        self.asked.append(request.path)
        if request.path in self.silent:
            self.over.wait()
        elif request.path in self.redirects:
            request.send_response(302)
            request.send_header("Location", self.redirects[request.path])
            request.end_headers()
        elif request.path not in self.files:
            request.send_error(self.refusals.get(request.path, 404))
        else:
            self._send(request, self.files[request.path])

    def _send(self, request: BaseHTTPRequestHandler, body: bytes) -> None:
        request.send_response(200)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body[: len(body) // 2] if request.path in self.cut else body)
        if request.path in self.cut:
            request.wfile.flush()
            self.half_sent.set()
            if self.hold:
                self.over.wait()


@pytest.fixture
def host() -> Iterator[Host]:
    """Give a `Host` that runs until the test ends."""
    host = Host()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            host.serve(self)

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        host.address = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield host
        finally:
            host.over.set()
            server.shutdown()
            thread.join()


@pytest.fixture
def archive() -> Callable[..., bytes]:
    """Give the function that makes release archives."""
    return packed


@pytest.fixture
def executable(tmp_path: Path) -> Callable[[str, str], Path]:
    """Give a function that writes a shell script, named below the test's directory, and returns its
    path.
    """

    def write(name: str, lines: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\n{lines}\n")
        path.chmod(0o755)
        return path

    return write


@pytest.fixture
def final(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the path of the own copy in a fresh data directory, with nothing set that changes an
    install.
    """
    for name in ("BEADWORK_DOLT", "BEADWORK_DOLT_URL", "BEADWORK_DOLT_SHA256"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return own_copy()


@pytest.fixture
def said() -> list[str]:
    """Give the list that collects what an install says."""
    return []
