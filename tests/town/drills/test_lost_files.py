"""Drill: each file of a town is lost, and comes back with what it said; no second town is made."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from drills import populate
from harness import Mayor, assert_done


@pytest.fixture
def town(mayor: Mayor, project: Path) -> Mayor:
    populate(mayor, project)
    return mayor


def assert_whole(town: Mayor) -> None:
    """Fail unless the doctor finds no error, and each issue is found from everywhere."""
    checks = json.loads(town.gt("doctor", "--json").stdout)["checks"]
    assert [check for check in checks if check["state"] == "error"] == []
    for issue_id in ("wg-1", "wg-2", "gd-1"):
        assert_done(town.person.run("show", issue_id, cwd=town.root))


def entries(town: Mayor) -> dict[str, Any]:
    """Return the registry without the times."""
    rigs = town.file("mayor/rigs.json")["rigs"]
    return {name: {**entry, "added_at": ""} for name, entry in rigs.items()}


@pytest.mark.parametrize("command", ["install", "doctor"])
def test_the_registry_and_the_routes(town: Mayor, command: str) -> None:
    words = ["doctor", "--fix"] if command == "doctor" else ["install"]
    before = entries(town)
    (town.root / "mayor" / "rigs.json").unlink()
    assert town.gt("doctor").returncode == 1
    assert_done(town.gt(*words))
    assert entries(town) == before
    assert_whole(town)
    # Without routes the databases say the prefixes, and doctor mends both files in one run.
    (town.root / "mayor" / "rigs.json").unlink()
    (town.root / ".beads" / "routes.jsonl").unlink()
    assert_done(town.gt(*words))
    assert entries(town) == before
    assert_done(town.gt("doctor", "--fix"))
    assert_whole(town)


def test_the_settings_are_those_of_the_last_good_copy(town: Mayor) -> None:
    path = town.root / "mayor" / "daemon.json"
    settings = {**json.loads(path.read_text()), "dolt_remotes": {"enabled": False}}
    copy = town.root / "daemon" / "daemon-config.json"
    copy.write_text(json.dumps(settings))
    path.unlink()
    done = town.gt("doctor", "--fix")
    assert_done(done)
    assert f"write {path} as the daemon last used it" in done.stderr
    assert json.loads(path.read_text()) == settings
    assert_whole(town)


def test_the_mark_and_no_second_town(town: Mayor) -> None:
    (town.root / "mayor" / "town.json").unlink()
    lost = f"{town.root} is a town that has lost mayor/town.json"
    clone = town.root / "widget" / "mayor" / "rig"
    for place in (town.root, clone):
        done = town.gt("status", cwd=place)
        assert done.returncode == 1
        assert done.stderr == f"Error: {lost}\nHint: gt install {town.root}\n"
    assert_done(town.gt("install", cwd=clone))
    assert town.file("mayor/town.json")["type"] == "town"
    assert not (clone / "mayor").exists()
    assert_whole(town)


def test_the_metadata_of_hq(town: Mayor) -> None:
    (town.root / ".beads" / "metadata.json").unlink()
    done = town.person.run("list", cwd=town.root)
    assert done.returncode == 1
    assert done.stderr.endswith("Hint: gt dolt fix-metadata\n")
    assert_done(town.gt("dolt", "fix-metadata"))
    assert_whole(town)
