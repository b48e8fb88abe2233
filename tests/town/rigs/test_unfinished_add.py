"""An install that was killed at any point is completed by the next one, with one database, one
project and the mail.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest

from beadwork.dolt.server.files.home import TownHome
from beadwork.dolt.server.lifecycle import stop
from harness import Mayor, Person, assert_done
from killed_steps import KILLED, script

INSTALL = script(
    ("os.rename", "os.mkdir"),
    """
from beadwork.town import install
install.install(Path(*words), author, install.TownOptions(), lambda line: None)
""",
)


@pytest.fixture
def half(person: Person) -> Iterator[Mayor]:
    """A person who has no town yet."""
    someone = Mayor(person)
    yield someone
    stop.stop(TownHome(str(someone.root)))


def install(half: Mayor, text: str, left: int) -> int:
    """Install, and die before a step; return the exit status."""
    return subprocess.run(
        [sys.executable, "-c", INSTALL, text, str(left), half.root],
        env=half.person.environment,
        timeout=120,
    ).returncode


def assert_whole(half: Mayor) -> None:
    assert half.answer("install", half.root)["made"] == []
    assert {path.parent.name for path in (half.root / ".dolt-data").glob("*/.dolt")} == {"hq"}
    assert not (half.root / ".beads" / "init.json").exists()
    (row,) = json.loads(
        half.gt(
            "dolt",
            "sql",
            "-q",
            "SELECT value FROM hq.metadata WHERE `key` = 'project_id'",
            "--json",
        ).stdout
    )
    assert row["value"] == half.file(".beads/metadata.json")["project_id"]
    messages = [
        commit["message"]
        for commit in json.loads(half.person.run("log", "--json", cwd=half.root).stdout)
    ]
    assert messages.count("bd: migrate hq to mail and channels") == 1
    assert messages.count("bd: init hq") == 1
    assert_done(half.gt("mail", "send", "mayor/", "-s", "It works"))
    assert_done(half.person.run("create", "So does this", cwd=half.root))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("mayor/town.json", 0),
        ("mayor/rigs.json", 0),
        ("daemon/password", 0),
        ("daemon/dolt-state.json", 0),
        (".beads/init.json", 0),
        ("CREATE DATABASE", 0),
        ("EXISTS issues", 0),
        ("EXISTS metadata", 0),
        ("bd: init hq", 0),
        (".beads/metadata.json", 0),
        (".beads/routes.jsonl", 0),
        ("EXISTS mail", 0),
        ("EXISTS channels", 0),
        ("mail_schema_version", 0),
        ("bd: migrate hq to mail", 0),
        ("bd: migrate hq to mail", 1),
    ],
)
def test_an_install_goes_on_where_it_was_killed(half: Mayor, text: str, left: int) -> None:
    assert install(half, text, left) == KILLED
    assert_done(half.gt("install", half.root))
    assert_whole(half)


def test_one_that_is_killed_again_and_again_each_time_later_comes_to_an_end(half: Mayor) -> None:
    tries = 0
    while install(half, "", 2 * tries + 1) == KILLED:
        tries += 1
    assert tries > 3
    assert_whole(half)
