"""Ask whether the configured Go module proxy answers, before `go` waits for it for minutes.

Invariant: there is one request per entry of `GOPROXY`, in its order and by its rules, all within
one timeout. Any answer but "not found" counts as having the module, because `go` has credentials
that are not known here.
"""

from __future__ import annotations

import re
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from beadwork.dolt.install import fetch
from beadwork.dolt.install.bounded_wait import within
from beadwork.dolt.install.method import MethodFailed

SERVES, LACKS, SILENT = "serves", "lacks", "silent"


def check(goproxy: str, module: str, version: str, timeout: float) -> None:
    """Ask the entries of `goproxy` for `module` at `version`.

    Raises:
        MethodFailed: no entry has the module, or none answers within `timeout` seconds.
    """
    try:
        verdict = within(timeout, lambda: _verdict(goproxy, module, version, timeout), discard=len)
    except TimeoutError:
        verdict = SILENT
    if verdict == SILENT:
        raise MethodFailed(f"the Go module proxy does not answer (waited at most {timeout:g} s)")
    if verdict == LACKS:
        raise MethodFailed(f"GOPROXY leads to nobody who has {module} at {version}")


def _verdict(goproxy: str, module: str, version: str, timeout: float) -> str:
    # After "," the next entry is asked where this one lacks the module; after "|" also where this
    # one does not answer.
    last, share = LACKS, timeout / (1 + goproxy.count("|"))
    for entry, separator in re.findall(r"([^,|]+)([,|]?)", goproxy):
        last = _ask(entry.strip(), module, version, share)
        if last == SERVES or (last == SILENT and separator != "|"):
            return last
    return last


def _ask(entry: str, module: str, version: str, timeout: float) -> str:
    if entry == "off":
        return LACKS
    if entry.startswith("file:"):
        return SERVES
    address = _address(entry, module, version)
    try:
        request = Request(address, headers={"User-Agent": "beadwork"})  # noqa: S310
        urlopen(request, timeout=timeout).close()  # noqa: S310
    except HTTPError as refusal:
        refusal.close()
        return LACKS if refusal.code in (404, 410) else SERVES
    except fetch.NETWORK_ERRORS:
        return SILENT
    return SERVES


def _address(entry: str, module: str, version: str) -> str:
    if entry == "direct":
        return "https://" + "/".join(
            module.split("/")[:3]
        )  # the repository that the module lives in
    parts = urlsplit(entry)
    # Credentials in the URL are for `go` alone; a refusal without them is an answer too.
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{host}{parts.path.rstrip('/')}/{module}/@v/{version}.info"
