"""Backups that have been restored once before they count, kept by number, and never the last one
taken away.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from beadwork.dolt.server.files.home import TownHome
from beadwork.dolt.server.lifecycle import stop
from harness import Mayor, assert_done


@pytest.fixture
def town(mayor: Mayor, project: Path) -> Mayor:
    """A town with an issue in its rig."""
    mayor.answer("rig", "add", "widget", project, "--prefix", "wg")
    assert_done(mayor.person.run("create", "One", cwd=mayor.root / "widget"))
    return mayor


def test_every_database_is_backed_up_and_listed(town: Mayor) -> None:
    done = town.gt("dolt", "backup")
    assert done.returncode == 0, done.stderr
    head, *rows = done.stdout.splitlines()
    assert head.startswith(f"Backed up into {town.root}/backups/20")
    assert [row.split()[0] for row in rows] == ["hq", "widget"]
    assert "widget       1 issue   last commit 20" in rows[1]
    listed = town.answer("dolt", "backup", "--list", "widget")
    assert [(backup["name"], backup["rows"]["issues"]) for backup in listed] == [("widget", 1)]
    log = json.loads(town.person.run("log", "--json", cwd=town.root / "widget").stdout)
    assert listed[0]["commit"] == log[0]["commit"]
    (directory,) = (town.root / "backups").iterdir()
    assert sorted(path.name for path in directory.iterdir()) == ["backup.json", "hq", "widget"]


def test_the_newest_are_kept_and_the_last_of_a_database_always(town: Mayor, tmp_path: Path) -> None:
    there = tmp_path / "with a space"
    town.answer("dolt", "backup", "--to", there)
    for _ in range(2):
        made = town.answer("dolt", "backup", "hq", "--keep", "2", "--to", there)
    assert len(made["pruned"]) == 1
    names = [backup["name"] for backup in town.answer("dolt", "backup", "--list", "--to", there)]
    assert sorted(names) == ["hq", "hq", "widget"]
    made = town.answer("dolt", "backup", "--keep", "1", "--to", there)
    assert len(made["pruned"]) == 3
    assert len(list(there.iterdir())) == 1
    assert town.gt("dolt", "backup", "--keep", "0").returncode == 2
    (there / "mine").mkdir()
    (there / "2026-01-01T000000Z").mkdir()
    town.answer("dolt", "backup", "--keep", "1", "--to", there)
    assert {"mine", "2026-01-01T000000Z"} < {path.name for path in there.iterdir()}


def test_what_cannot_be_backed_up_is_refused_or_named(town: Mayor) -> None:
    unknown = town.gt("dolt", "backup", "other")
    assert (unknown.returncode, "no database other" in unknown.stderr) == (1, True)
    inside = town.gt("dolt", "backup", "--to", town.root / ".dolt-data" / "backups")
    assert (inside.returncode, "lies among the databases" in inside.stderr) == (1, True)
    assert not (town.root / ".dolt-data" / "backups").exists()
    (town.root / ".dolt-data" / "late" / ".dolt").mkdir(parents=True)
    partly = town.gt("dolt", "backup")
    assert partly.returncode == 1
    assert "  late    not backed up: " in partly.stdout
    assert [backup["name"] for backup in town.answer("dolt", "backup", "--list")] == [
        "hq",
        "widget",
    ]
    assert town.gt("--readonly", "dolt", "backup").returncode == 1
    stop.stop(TownHome(str(town.root)))
    assert town.gt("dolt", "backup").returncode == 3
    assert (
        town.gt("dolt", "backup", "--list", "--to", town.root).stdout
        == f"No backup in {town.root}\n"
    )
