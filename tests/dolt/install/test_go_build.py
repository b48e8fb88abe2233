"""Building with Go: what is asked of the machine first, and how the tool is called, without a real
build.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from beadwork.dolt.install import go_build, install, proxy_check
from beadwork.dolt.install.method import MethodFailed
from beadwork.errors import DoltMissing, StorageFailure

Executable = Callable[[str, str], Path]
GO = """case $1 in
version) echo go version go1.26.8 linux/amd64;;
env) echo file:///modules;;
*) {install};;
esac"""
BUILDS = """env > "$0.env"; printf '%s\\n' "$@" > "$0.arguments"
printf '#!/bin/sh\\necho dolt version 1.88.1\\n' > "$GOBIN/dolt" """


@pytest.fixture
def machine(
    executable: Executable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], Path]:
    """Give a function that puts a `go` with the given `install`, and a compiler, alone on PATH."""

    def equip(what_install_does: str) -> Path:
        monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
        monkeypatch.delenv("CC", raising=False)
        executable("bin/cc", "exit 0")
        return executable("bin/go", GO.format(install=what_install_does))

    return equip


def fails(said: list[str]) -> str:
    """Install by the Go way alone, which must fail, and return the message."""
    with pytest.raises(DoltMissing) as failure:
        install(said.append, methods=["go"])
    return failure.value.message


def test_the_pinned_commit_is_built_in_clean_settings(
    final: Path, said: list[str], machine: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    go = machine(BUILDS)
    monkeypatch.setenv("GOFLAGS", "-mod=vendor")
    monkeypatch.setenv("GOOS", "plan9")
    monkeypatch.setenv("GOSUMDB", "sums.example")
    assert install(said.append, methods=["go"]).path == final
    arguments = Path(f"{go}.arguments").read_text().splitlines()
    assert arguments == list(go_build.ARGUMENTS)
    environment = Path(f"{go}.env").read_text().splitlines()
    assert {
        "GOFLAGS=-trimpath -modcacherw",
        "CGO_ENABLED=1",
        "CC=cc",
        "GOSUMDB=sums.example",
    } <= set(environment)
    assert not any(line.startswith("GOOS=") for line in environment)
    assert said[0] == (
        "building Dolt 1.88.1 with this machine's Go; this usually takes about 3 minutes"
    )


def test_without_a_home_everything_stays_in_the_working_directory(
    final: Path,
    said: list[str],
    machine: Callable[[str], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    go = machine(BUILDS)
    monkeypatch.setenv("HOME", str(tmp_path / "none"))
    install(said.append, methods=["go"])
    stored = [
        line
        for line in Path(f"{go}.env").read_text().splitlines()
        if line.startswith(("GOPATH=", "GOCACHE="))
    ]
    assert len(stored) == 2 and all("/.partial-" in line for line in stored)


def test_a_failed_build_shows_the_last_lines(
    final: Path, said: list[str], machine: Callable[[str], Path]
) -> None:
    machine("seq 1 30; exit 2")
    assert fails(said).splitlines() == [
        "Dolt 1.88.1 could not be installed",
        "  go: go install failed (exit status 2):",
        *(f"    {number}" for number in range(25, 31)),
    ]


def test_a_build_that_leaves_nothing_is_no_success(
    final: Path, said: list[str], machine: Callable[[str], Path]
) -> None:
    machine("exit 0")
    assert "go install left no dolt behind" in fails(said)


def test_without_go_or_compiler_the_way_is_closed(
    final: Path,
    said: list[str],
    executable: Executable,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.delenv("CC", raising=False)
    assert "Go is not on PATH" in fails(said)
    executable("bin/go", "exit 0")
    assert "there is no C compiler (cc, gcc or clang) on PATH" in fails(said)


def test_a_go_that_cannot_be_run_closes_the_way(
    final: Path, said: list[str], machine: Callable[[str], Path]
) -> None:
    go = machine("exit 0")
    go.write_bytes(b"no program")
    assert f"go: {go} cannot be run: Exec format error" in fails(said)


def test_a_data_directory_that_cannot_be_made_is_a_storage_failure(
    final: Path, said: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file"))
    with pytest.raises(StorageFailure, match="Dolt cannot be installed in"):
        install(said.append, methods=["go"])


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        ("{has}", None),
        ("{lacks},{has}", None),
        ("{silent}|{has}", None),
        ("{forbids}", None),
        ("file:///modules", None),
        ("{lacks}", "GOPROXY leads to nobody who has"),
        ("off", "GOPROXY leads to nobody who has"),
        ("{silent},{has}", "the Go module proxy does not answer"),
        ("{lacks}|{silent}", "the Go module proxy does not answer"),
    ],
)
def test_the_module_proxies_are_asked_as_go_would(host: Any, form: str, reason: str | None) -> None:
    host.files["/has/example.org/m/@v/v1.info"] = b"{}"
    host.silent.add("/silent/example.org/m/@v/v1.info")
    host.refusals["/forbids/example.org/m/@v/v1.info"] = 403
    names = ("has", "lacks", "silent", "forbids")
    goproxy = form.format(**{name: f"{host.address}/{name}" for name in names})
    timeout = 60.0 if "silent" not in form else 0.4 if reason else 4.0
    verdict = (
        contextlib.nullcontext() if reason is None else pytest.raises(MethodFailed, match=reason)
    )
    with verdict:
        proxy_check.check(goproxy, "example.org/m", "v1", timeout)
