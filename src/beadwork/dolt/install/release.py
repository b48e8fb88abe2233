"""The first method: the official release archive for this platform.

Invariant: an archive whose checksum is known and differs is never opened.
"""

from __future__ import annotations

import platform
import sys
from pathlib import Path

from beadwork.dolt.install import archive, checksum, fetch, progress
from beadwork.dolt.install.method import Attempt, MethodFailed
from beadwork.dolt.program import PINNED

DOWNLOADS = "https://github.com/dolthub/dolt/releases/download"
RELEASE = f"https://api.github.com/repos/dolthub/dolt/releases/tags/v{PINNED}"
MACHINES = {"x86_64": "amd64", "amd64": "amd64", "aarch64": "arm64", "arm64": "arm64"}


def make(attempt: Attempt) -> Path:
    """Download, check and unpack the archive below `attempt.work`, and return the program.

    Raises:
        MethodFailed: the archive cannot be downloaded, or is damaged or has another checksum.
    """
    name = platform_name()
    asset = f"dolt-{name}.tar.gz"
    url = attempt.url or f"{DOWNLOADS}/v{PINNED}/{asset}"
    saved, program = attempt.work / "archive.tar.gz", attempt.work / "dolt"
    # The archive is opened first, so that without a network one timeout passes, and not another one
    # for each checksum.
    with fetch.answer(url, attempt.timeout) as response:
        wanted = _wanted(attempt, url, asset)
        size = fetch.size_of(response.headers)
        attempt.say(f"downloading Dolt {PINNED}{_megabytes(size)} from {url}")
        with progress.bar(f"Dolt {PINNED}", size) as tick:
            found = fetch.save(response, saved, attempt.timeout, tick)
    if wanted and found != wanted:
        raise MethodFailed(f"{url} is refused: its SHA-256 is {found}, and {wanted} was expected")
    archive.extract(saved, f"dolt-{name}/bin/dolt", program)
    saved.unlink()
    return program


def platform_name() -> str:
    """Return this platform as release archives name it, such as `linux-amd64`.

    Raises:
        MethodFailed: there is no release for it.
    """
    machine = MACHINES.get(platform.machine().lower())
    if sys.platform not in ("linux", "darwin") or not machine:
        raise MethodFailed(f"there is no release for {sys.platform} on {platform.machine()}")
    return f"{sys.platform}-{machine}"


def _wanted(attempt: Attempt, url: str, asset: str) -> str:
    if attempt.sha256:
        given = checksum.parsed(attempt.sha256)
        if not given:
            raise MethodFailed(
                f"{attempt.sha256!r} is not a SHA-256, which has 64 hexadecimal digits"
            )
        return given
    if attempt.url:
        published = checksum.published_beside(url, attempt.timeout)
    else:
        published = checksum.of_asset(RELEASE, asset, attempt.timeout)
    if not published:
        attempt.say(
            f"no checksum is to be had for {url}; set BEADWORK_DOLT_SHA256 to have it checked"
        )
    return published


def _megabytes(size: int) -> str:
    return f" ({size / 1e6:.0f} MB)" if size >= 1e6 else ""
