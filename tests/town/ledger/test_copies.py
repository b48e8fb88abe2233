"""What comes from the remote of somebody else is looked at before it is read, and cannot take back
what was seen.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from beadwork.dolt.databases import offline
from beadwork.dolt.databases.offline import Dolt
from beadwork.errors import BeadworkError, BranchRefused, ForeignSchema
from beadwork.town.layout import Town
from beadwork.town.ledger import copies
from harness import Mayor, assert_done
from ledgers import bare


def say(line: str) -> None:
    """Say nothing."""


@pytest.fixture
def repository(mayor: Mayor, project: Path, tmp_path: Path) -> Path:
    """A public ledger with two entries."""
    mayor.answer("rig", "add", "widget", project, "--prefix", "wg")
    place = bare(tmp_path / "ledger.git")
    for number in (1, 2):
        words = ("create", f"Work {number}", "--id", f"wg-{number}")
        assert_done(mayor.person.run(*words, cwd=mayor.root / "widget"))
        assert_done(mayor.person.run("close", f"wg-{number}", cwd=mayor.root / "widget"))
    mayor.answer("ledger", "publish", "widget", "--remote", place)
    return place


def tamper(mayor: Mayor, repository: Path, tmp_path: Path, *sql: str) -> None:
    """Let somebody who may push to the repository change it."""
    dolt = dolt_of(mayor)
    url = f"git+file://{repository}"
    for words in (
        ("clone", url, "attacker"),
        *(("sql", "-q", statement) for statement in sql),
        ("add", "-A"),
        ("commit", "-m", "ledger: 1 entry"),
        ("push", "--force", "origin", "ledger"),
    ):
        place = tmp_path if words[0] == "clone" else tmp_path / "attacker"
        done = dolt.run(place, *words)
        assert done.returncode == 0, done.stderr


def dolt_of(mayor: Mayor) -> Dolt:
    return offline.dolt_of(Town(mayor.root).server, say)


def test_a_ledger_is_fetched_again_and_kept(mayor: Mayor, repository: Path) -> None:
    town = Town(mayor.root)
    first = copies.fetch(town, str(repository), say)
    assert ([entry.issue_id for entry in first.ledger.entries], first.trouble) == (
        ["wg-1", "wg-2"],
        "",
    )
    hidden = repository.rename(repository.with_suffix(".hidden"))
    kept = copies.fetch(town, str(repository), say)
    assert kept.ledger == first.ledger
    assert kept.fetched_at == first.fetched_at
    assert "no ledger could be fetched" in kept.trouble
    hidden.rename(repository)
    assert not copies.fetch(town, str(repository), say).trouble


def test_without_a_copy_a_remote_that_is_away_is_an_error(mayor: Mayor, tmp_path: Path) -> None:
    with pytest.raises(BeadworkError, match="no ledger could be fetched"):
        copies.fetch(Town(mayor.root), str(tmp_path / "nothing.git"), say)


@pytest.mark.parametrize(
    ("sql", "what"),
    [
        ("CREATE TRIGGER t BEFORE INSERT ON facts FOR EACH ROW SET @x = 1", "the trigger t"),
        ("CREATE VIEW v AS SELECT 1", "the view v"),
        ("CREATE PROCEDURE p() SELECT 1", "the procedure p"),
        ("CREATE TABLE issues (id INT PRIMARY KEY)", "the table issues"),
        ("ALTER TABLE entries ADD COLUMN more INT", "the definition of entries: more int"),
        ("ALTER TABLE facts ADD CHECK (LENGTH(value) > 0)", "the definition of facts"),
        ("DROP TABLE facts", "the missing table facts"),
    ],
)
def test_what_is_no_ledger_is_refused_by_name(
    mayor: Mayor, repository: Path, tmp_path: Path, sql: str, what: str
) -> None:
    tamper(mayor, repository, tmp_path, sql)
    with pytest.raises(ForeignSchema, match=what):
        copies.fetch(Town(mayor.root), str(repository), say)


def test_an_altered_ledger_is_refused_and_the_copy_stays(
    mayor: Mayor, repository: Path, tmp_path: Path
) -> None:
    town = Town(mayor.root)
    first = copies.fetch(town, str(repository), say)
    head = first.ledger.entries[0].digest
    tamper(
        mayor,
        repository,
        tmp_path,
        "DELETE FROM entries WHERE number = 2",
        "UPDATE facts SET value = '1' WHERE name = 'entries'",
        f"UPDATE facts SET value = '{head}' WHERE name = 'head'",
    )
    with pytest.raises(BranchRefused, match="was altered: entry 2: it was seen before"):
        copies.fetch(town, str(repository), say)
    found = copies.check(town, str(repository), say)
    assert {fault.number for fault in found.faults} == {0, 2}
    done = mayor.gt("ledger", "verify", "--from", repository)
    assert done.returncode == 1
    assert "1 entry, 2 faults" in done.stdout
    repository.rename(repository.with_suffix(".hidden"))
    assert copies.fetch(town, str(repository), say).ledger == first.ledger


def test_the_copy_is_closed_to_others(mayor: Mayor, repository: Path) -> None:
    copies.fetch(Town(mayor.root), str(repository), say)
    place = Path(Town(mayor.root).server.control) / "ledgers"
    open_ones = subprocess.run(
        ["find", place, "-maxdepth", "2", "-perm", "/077"], capture_output=True, text=True
    )
    assert open_ones.stdout == ""
