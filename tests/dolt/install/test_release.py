"""Installing from release archives: over HTTP and from files, with and without checksums, good and
bad.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from beadwork.dolt.install import install
from beadwork.errors import DoltMissing

REAL = os.environ.get("BEADWORK_DOLT", "")
SECONDS = 0.5  # of timeout with servers that never answer
Archive = Callable[..., bytes]


@pytest.fixture
def offer(host: Any, archive: Archive) -> Callable[..., str]:
    """Give a function that puts an archive on the host and returns its address."""

    def put(content: bytes | None = None) -> str:
        host.files["/dolt.tar.gz"] = archive() if content is None else content
        return f"{host.address}/dolt.tar.gz"

    return put


def checksum(content: bytes) -> str:
    """Return the SHA-256 of `content` in hex."""
    return hashlib.sha256(content).hexdigest()


def refused(final: Path, said: list[str], url: str, **more: Any) -> str:
    """Install from `url`, which must fail and leave nothing, and return the message."""
    with pytest.raises(DoltMissing) as failure:
        install(said.append, url=url, methods=["release"], **more)
    assert not final.exists()
    assert [path.name for path in final.parent.parent.iterdir()] == ["install.lock"]
    return failure.value.message


def test_the_archive_becomes_the_own_copy(
    final: Path, said: list[str], host: Any, offer: Callable[..., str]
) -> None:
    url = offer()
    assert install(said.append, url=url, methods=["release"]) == (final, (1, 88, 1), "own copy")
    assert os.access(final, os.X_OK)
    assert said == [
        f"no checksum is to be had for {url}; set BEADWORK_DOLT_SHA256 to have it checked",
        f"downloading Dolt 1.88.1 from {url}",
        f"installed Dolt 1.88.1 as {final}",
    ]
    assert sorted(path.name for path in final.parent.parent.iterdir()) == ["1.88.1", "install.lock"]


def test_a_copy_that_is_there_is_kept(
    final: Path, said: list[str], host: Any, offer: Callable[..., str]
) -> None:
    first = install(said.append, url=offer(), methods=["release"])
    host.asked.clear()
    assert install(pytest.fail, url="https://unused.invalid/") == first
    assert host.asked == []


def test_a_damaged_copy_is_replaced(
    final: Path, said: list[str], offer: Callable[..., str]
) -> None:
    final.parent.mkdir(parents=True)
    final.write_bytes(b"\x7fELF, once")
    assert install(said.append, url=offer(), methods=["release"]).path == final


def test_a_file_and_its_checksum_come_from_the_environment(
    final: Path, said: list[str], archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "dolt.tar.gz"
    file.write_bytes(archive())
    monkeypatch.setenv("BEADWORK_DOLT_URL", file.as_uri())
    monkeypatch.setenv("BEADWORK_DOLT_SHA256", checksum(file.read_bytes()).upper())
    assert install(said.append).path == final
    assert said[0] == f"downloading Dolt 1.88.1 from {file.as_uri()}"


@pytest.mark.parametrize("form", ["{}\n", "{}  dolt-linux-amd64.tar.gz\n", "sha256:{}"])
def test_the_checksum_beside_the_archive_is_used(
    final: Path, said: list[str], host: Any, offer: Callable[..., str], form: str
) -> None:
    url = offer()
    host.files["/dolt.tar.gz.sha256"] = form.format(checksum(host.files["/dolt.tar.gz"])).encode()
    assert install(said.append, url=url, methods=["release"]).path == final
    assert not any("no checksum" in line for line in said)


def test_an_archive_that_differs_from_the_checksum_beside_it_is_refused(
    final: Path, said: list[str], host: Any, offer: Callable[..., str]
) -> None:
    url = offer()
    host.files["/dolt.tar.gz.sha256"] = checksum(b"another").encode()
    assert f"{checksum(b'another')} was expected" in refused(final, said, url)


def test_a_given_checksum_counts_more_than_the_one_beside(
    final: Path, said: list[str], host: Any, offer: Callable[..., str]
) -> None:
    url = offer()
    found = checksum(host.files["/dolt.tar.gz"])
    host.files["/dolt.tar.gz.sha256"] = found.encode()
    message = refused(final, said, url, sha256=checksum(b"another"))
    assert (
        f"{url} is refused: its SHA-256 is {found}, and {checksum(b'another')} was expected"
        in message
    )
    assert host.asked == ["/dolt.tar.gz"]


def test_a_checksum_that_is_none_is_refused(
    final: Path, said: list[str], offer: Callable[..., str]
) -> None:
    assert "'abc' is not a SHA-256, which has 64 hexadecimal digits" in refused(
        final, said, offer(), sha256="abc"
    )


def test_a_download_that_ends_early_is_refused(
    final: Path, said: list[str], host: Any, offer: Callable[..., str]
) -> None:
    host.cut.add("/dolt.tar.gz")
    message = refused(final, said, offer())
    size = len(host.files["/dolt.tar.gz"])
    assert f"the download ended after {size // 2} of {size} bytes" in message


def test_a_download_that_stalls_is_given_up(
    final: Path, said: list[str], host: Any, offer: Callable[..., str]
) -> None:
    host.cut.add("/dolt.tar.gz")
    host.hold = True
    message = refused(final, said, offer(), timeout=SECONDS)
    assert "the download broke off: no answer within 0.5 s" in message


def test_a_server_that_never_answers_leads_to_the_next_way(
    final: Path,
    said: list[str],
    host: Any,
    executable: Callable[[str, str], Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    host.silent.add("/dolt.tar.gz")
    go = executable("bin/go", "echo go version go1.19 linux/amd64")
    monkeypatch.setenv("PATH", f"{go.parent}:/usr/bin:/bin")
    url = f"{host.address}/dolt.tar.gz"
    with pytest.raises(DoltMissing) as failure:
        install(said.append, url=url, methods=["release", "go"], timeout=SECONDS)
    assert said == [
        f"release: {url}: no answer within 0.5 s",
        f"go: {go} is go1.19, and Go 1.26 is needed",
    ]
    assert failure.value.message.splitlines()[1:] == [f"  {line}" for line in said]
    assert host.asked == ["/dolt.tar.gz"]


def test_a_checksum_that_never_comes_does_not_hold_up_the_install(
    final: Path, said: list[str], host: Any, offer: Callable[..., str]
) -> None:
    host.silent.add("/dolt.tar.gz.sha256")
    assert install(said.append, url=offer(), methods=["release"], timeout=SECONDS).path == final
    assert "no checksum is to be had" in said[0]


def test_what_is_not_there_is_said(final: Path, said: list[str], host: Any) -> None:
    assert "HTTP 404" in refused(final, said, f"{host.address}/nothing.tar.gz")


@pytest.mark.parametrize("name", ["../../evil", "/tmp/evil", "dolt-linux-amd64/../../evil"])
def test_an_archive_that_points_outside_itself_is_refused(
    final: Path, said: list[str], archive: Archive, offer: Callable[..., str], name: str
) -> None:
    assert f"it holds {name}" in refused(final, said, offer(archive(more=name)))


def test_an_archive_without_the_program_is_refused(
    final: Path, said: list[str], archive: Archive, offer: Callable[..., str]
) -> None:
    assert "the archive holds no dolt-" in refused(final, said, offer(archive(b"", more="readme")))


@pytest.mark.parametrize("keep", [0, 20, -20])
def test_a_damaged_archive_is_refused(
    final: Path, said: list[str], archive: Archive, offer: Callable[..., str], keep: int
) -> None:
    assert "the archive is damaged" in refused(final, said, offer(archive()[:keep]))


@pytest.mark.parametrize(
    ("program", "message"),
    [
        (b"#!/bin/sh\necho dolt version 1.87.0\n", "what came is Dolt 1.87.0, not 1.88.1"),
        (b"not a program", "what came cannot be run: Exec format error"),
    ],
)
def test_a_program_that_is_not_the_pinned_dolt_is_refused(
    final: Path,
    said: list[str],
    archive: Archive,
    offer: Callable[..., str],
    program: bytes,
    message: str,
) -> None:
    assert message in refused(final, said, offer(archive(program)))


@pytest.mark.parametrize(
    "url", ["http://example.invalid/dolt.tar.gz", "ftp://example.invalid/x", "dolt.tar.gz"]
)
def test_an_unsafe_address_is_refused(final: Path, said: list[str], url: str) -> None:
    assert f"{url} is refused" in refused(final, said, url)


def test_a_redirect_to_an_unsafe_address_is_refused(
    final: Path, said: list[str], host: Any
) -> None:
    host.redirects["/dolt.tar.gz"] = "http://example.invalid/dolt.tar.gz"
    message = refused(final, said, f"{host.address}/dolt.tar.gz")
    assert "http://example.invalid/dolt.tar.gz is refused" in message


def test_a_redirect_on_the_same_host_is_followed(
    final: Path, said: list[str], host: Any, offer: Callable[..., str]
) -> None:
    offer()
    host.redirects["/latest"] = f"{host.address}/dolt.tar.gz"
    assert install(said.append, url=f"{host.address}/latest", methods=["release"]).path == final


@pytest.mark.skipif(not REAL, reason="BEADWORK_DOLT names no Dolt")
def test_a_real_dolt_goes_through(
    final: Path, said: list[str], archive: Archive, offer: Callable[..., str]
) -> None:
    content = archive(Path(REAL).read_bytes())
    url = offer(content)
    assert install(said.append, url=url, sha256=checksum(content), methods=["release"]).version == (
        1,
        88,
        1,
    )
    assert f"({len(content) / 1e6:.0f} MB)" in said[0]
