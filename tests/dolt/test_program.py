"""Finding Dolt: the order of the places, and what is refused or passed over."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from beadwork.dolt import program, required_program
from beadwork.errors import DoltMissing

REAL = os.environ.get("BEADWORK_DOLT", "")
Write = Callable[[Path, str], Path]


@pytest.fixture
def write() -> Write:
    """Give a function that writes a program which prints Dolt's version line."""

    def write_it(path: Path, version: str) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\necho 'dolt version {version}'\n")
        path.chmod(0o755)
        return path

    return write_it


@pytest.fixture(autouse=True)
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make this a machine without Dolt: an empty data directory, a PATH of its own."""
    monkeypatch.delenv("BEADWORK_DOLT", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")


def test_without_dolt_nothing_is_found() -> None:
    assert program.search() == (None, [])


def test_the_named_program_comes_first(
    tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "bin" / "dolt", "1.90.0")
    named = write(tmp_path / "elsewhere" / "dolt", "1.81.8")
    monkeypatch.setenv("BEADWORK_DOLT", str(named))
    assert program.find() == (named, (1, 81, 8), "BEADWORK_DOLT")


def test_the_one_on_path_comes_before_the_own_copy(tmp_path: Path, write: Write) -> None:
    on_path = write(tmp_path / "bin" / "dolt", "1.90.0")
    write(program.own_copy(), program.PINNED)
    assert program.find() == (on_path, (1, 90, 0), "PATH")


@pytest.mark.parametrize("version", ["1.50.0", "1.81.7"])
def test_a_too_old_one_on_path_is_passed_over(tmp_path: Path, write: Write, version: str) -> None:
    old = write(tmp_path / "bin" / "dolt", version)
    own = write(program.own_copy(), program.PINNED)
    found = program.search()
    assert found.program == (own, (1, 88, 1), "own copy")
    assert found.passed_over == [f"{old} is Dolt {version}, older than 1.81.8"]


def test_versions_are_compared_as_numbers(tmp_path: Path, write: Write) -> None:
    write(tmp_path / "bin" / "dolt", "1.100.0")
    found = program.find()
    assert found and found.version == (1, 100, 0)


@pytest.mark.parametrize(
    ("content", "mode", "message"),
    [
        ("#!/bin/sh\necho 'dolt version 1.50.0'\n", 0o755, "is Dolt 1.50.0, older than 1.81.8"),
        ("#!/bin/sh\necho hello\n", 0o755, "is not a Dolt that runs: hello"),
        ("#!/bin/sh\necho 'no memory' >&2; exit 7\n", 0o755, "is not a Dolt that runs: no memory"),
        ("#!/bin/sh\nexit 7\n", 0o755, "is not a Dolt that runs: exit status 7, no output"),
        ("#!/bin/sh\n", 0o644, "cannot be run: Permission denied"),
    ],
)
def test_a_named_program_that_cannot_be_used_is_an_error(
    tmp_path: Path,
    write: Write,
    monkeypatch: pytest.MonkeyPatch,
    content: str,
    mode: int,
    message: str,
) -> None:
    write(tmp_path / "bin" / "dolt", "1.90.0")
    named = tmp_path / "named"
    named.write_text(content)
    named.chmod(mode)
    monkeypatch.setenv("BEADWORK_DOLT", str(named))
    with pytest.raises(DoltMissing) as refusal:
        program.find()
    assert refusal.value.message == f"BEADWORK_DOLT: {named} {message}"
    assert "BEADWORK_DOLT=/path/to/dolt" in refusal.value.hint


def test_a_named_program_that_is_not_there_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BEADWORK_DOLT", "/nowhere/dolt")
    with pytest.raises(
        DoltMissing, match="BEADWORK_DOLT is /nowhere/dolt, and there is no such file"
    ):
        required_program.require(pytest.fail)


def test_what_is_there_is_not_installed(tmp_path: Path, write: Write) -> None:
    on_path = write(tmp_path / "bin" / "dolt", "1.90.0")
    assert required_program.require(pytest.fail).path == on_path


def test_an_old_one_on_path_is_named_when_nothing_can_be_installed(
    tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "bin" / "dolt", "1.50.0")
    write(tmp_path / "bin" / "go", "none")  # prints no version of Go
    monkeypatch.setenv("BEADWORK_DOLT_URL", (tmp_path / "no.tar.gz").as_uri())
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    said: list[str] = []
    with pytest.raises(DoltMissing) as refusal:
        required_program.require(said.append)
    assert said[0].endswith("is Dolt 1.50.0, older than 1.81.8")
    lines = refusal.value.message.splitlines()
    assert lines[0] == "Dolt 1.88.1 could not be installed"
    assert [line.split(":")[0].strip() for line in lines if line[:3].count(" ") == 2] == [
        "release",
        "go",
        "wheels",
    ]
    assert lines[-1] == said[0]
    assert "set BEADWORK_DOLT=/path/to/dolt" in refusal.value.hint


def test_the_question_leaves_home_and_network_alone(tmp_path: Path) -> None:
    nosy = tmp_path / "bin" / "dolt"
    nosy.parent.mkdir()
    nosy.write_text(
        '#!/bin/sh\ncat "$DOLT_ROOT_PATH/.dolt/config_global.json" > "$0.saw"\n'
        'echo "$HOME" > "$0.home"\necho dolt version 1.88.1\n'
    )
    nosy.chmod(0o755)
    assert program.find()
    assert json.loads(Path(f"{nosy}.saw").read_text())["versioncheck.disabled"] == "true"
    home = Path(f"{nosy}.home").read_text().strip()
    assert home != str(tmp_path) and not Path(home).exists()
    assert not (tmp_path / ".dolt").exists()


@pytest.mark.skipif(not REAL, reason="BEADWORK_DOLT names no Dolt")
def test_a_real_dolt_prints_a_version_that_is_understood() -> None:
    assert program.version_of(Path(REAL)) >= program.MINIMUM


def test_importing_it_loads_neither_network_nor_terminal() -> None:
    code = "import sys, beadwork.dolt.program; print(*sorted(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"urllib.request", "rich", "filelock", "platformdirs", "pymysql"} & set(loaded)
