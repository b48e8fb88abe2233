"""The person's own lists: who may have written them, and what they hold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from beadwork.errors import AccessDenied, BadWorkspace, Invalid
from beadwork.model.settings_table import settings
from beadwork.workspace.settings import own_settings
from beadwork.workspace.trust import places, servers, trust_file
from beadwork.workspace.trust.servers import Server


@pytest.fixture(autouse=True)
def own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A directory of the person's own, with nothing in it."""
    directory = tmp_path / "own"
    monkeypatch.setenv("BEADWORK_HOME", str(directory))
    return directory


def test_nothing_is_trusted_where_there_is_no_file(own: Path) -> None:
    assert servers.find("h:1", "p") is None
    assert not own.exists()


def test_what_was_given_stays_until_it_is_given_anew() -> None:
    servers.trust(Server("h:1", "p", user="me", password_file="/f", tls=True), "/w/.beads")
    servers.trust(Server("h:1", "p", user="you"), "/w/.beads")
    assert servers.find("h:1", "p") == Server("h:1", "p", "you", "", "/f", True)
    assert len(trust_file.read()["servers"]) == 1
    servers.trust(Server("h:1", "p", tls=False), "/w/.beads")
    found = servers.find("h:1", "p")
    assert found is not None
    assert found.tls is None


def test_a_town_is_one_at_its_path_and_its_inode(tmp_path: Path) -> None:
    root = tmp_path / "gt"
    root.mkdir()
    places.trust_town(str(root))
    aside = root.rename(tmp_path / "aside")
    assert not places.is_town(str(aside))
    root.mkdir()
    assert not places.is_town(str(root))
    places.trust_town(str(root))
    assert places.is_town(str(root))


def test_forgetting_takes_every_entry_of_a_place() -> None:
    for project in ("p", "q"):
        servers.trust(Server("h:1", project), "")
    servers.trust(Server("h:2", "p"), "")
    assert (trust_file.forget("h:1"), trust_file.forget("h:1")) == (2, 0)
    assert servers.find("h:2", "p")


@pytest.mark.parametrize("text", ["{", "[]", '{"servers": {}}', '{"towns": ["/"]}'])
def test_a_damaged_file_is_named(own: Path, text: str) -> None:
    own.mkdir(mode=0o700)
    (own / "trust.json").write_text(text)
    (own / "trust.json").chmod(0o600)
    with pytest.raises(BadWorkspace, match=r"trust\.json"):
        trust_file.read()


def test_a_file_that_is_a_link_counts_nothing(own: Path, tmp_path: Path) -> None:
    own.mkdir(mode=0o700)
    (tmp_path / "theirs").write_text(json.dumps({"servers": [{"server": "h:1"}]}))
    (own / "trust.json").symlink_to(tmp_path / "theirs")
    with pytest.raises(AccessDenied):
        trust_file.read()


@pytest.mark.parametrize("text", ["h", "h:", "h:0", "h:65536", ":1", "-h:1", "a b:1", "h:1x", ""])
def test_what_is_no_server(text: str) -> None:
    with pytest.raises(Invalid):
        servers.read_name(text)


def test_a_server_by_its_names() -> None:
    assert servers.read_name("DB.Example.org.:3306") == "db.example.org:3306"
    assert servers.read_name("[::1]:3306") == "::1:3306"
    with pytest.raises(Invalid) as caught:
        servers.read_name("/run/dolt.sock")
    assert caught.value.hint.startswith("bd dolt set socket /run/dolt.sock")


def test_the_settings_of_one_person_are_those_of_the_table() -> None:
    assert [row.key for row in settings() if row.place == "person"] == list(own_settings.KEYS)
