"""A home directory that is none is refused before anything is made there."""

from __future__ import annotations

from pathlib import Path

import pytest

from beadwork.dolt.server.files.home import TownHome, of_user, user_directory
from beadwork.errors import StorageFailure
from harness import Person


@pytest.mark.parametrize("home", ["", "/", "//", "/.", "relative", "./here"])
def test_a_home_that_is_none(home: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", home)
    monkeypatch.delenv("BEADWORK_HOME", raising=False)
    with pytest.raises(StorageFailure, match=f'^HOME is "{home}"') as refused:
        of_user()
    assert "BEADWORK_HOME" in refused.value.hint
    monkeypatch.setenv("BEADWORK_HOME", "/srv/beads")
    assert user_directory() == "/srv/beads"


def test_no_home_is_that_of_the_account(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOME")
    monkeypatch.delenv("BEADWORK_HOME", raising=False)
    assert user_directory().endswith("/.beads")


@pytest.mark.parametrize("program", ["bd", "gt"])
@pytest.mark.parametrize("home", ["", "/", "relative"])
def test_nothing_is_made(person: Person, tmp_path: Path, program: str, home: str) -> None:
    words = ("init", "-p", "demo") if program == "bd" else ("install", "--owner", "me@example.org")
    refused = person.run(*words, cwd=tmp_path, program=program, HOME=home)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == (
        f'Error: HOME is "{home}", which is not a home directory\n'
        "Hint: export HOME=/home/NAME, or BEADWORK_HOME=DIRECTORY for what `bd` keeps\n"
    )
    assert list(tmp_path.iterdir()) == []
    assert not Path("/.beads").exists()


def test_a_rigs_own_server_has_the_data_where_the_towns_has_it() -> None:
    towns, own = TownHome("/town"), TownHome("/town", "widget")
    assert towns.directory_of("widget") == own.directory_of("widget") == "/town/.dolt-data/widget"
