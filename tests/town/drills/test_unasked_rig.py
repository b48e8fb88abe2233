"""Drill: a rig that cannot be asked holds what waits for it, says so, and loses no dependency."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from harness import Mayor, assert_done


@pytest.fixture
def town(mayor: Mayor, project: Path) -> Mayor:
    """A town in which wg-1 of widget waits for gd-1 of gadget."""
    for name, prefix in (("widget", "wg"), ("gadget", "gd")):
        mayor.answer("rig", "add", name, project, "--prefix", prefix)
        words = ["create", "Work", "--id", f"{prefix}-1"]
        assert_done(mayor.person.run(*words, cwd=mayor.root / name))
    assert_done(mayor.person.run("dep", "add", "wg-1", "gd-1", cwd=mayor.root / "widget"))
    return mayor


def dangling(town: Mayor) -> dict[str, Any]:
    done = town.gt("doctor", "--check", "dangling-dependencies", "--json")
    (check,) = json.loads(done.stdout)["checks"]
    return dict(check)


def assert_held(town: Mayor, why: str) -> None:
    """Fail unless each command holds wg-1, and names gadget with the reason."""
    warning = f"Warning: gadget cannot be asked, so gd-1 is not known and holds: {why}\n"
    widget = town.root / "widget"
    ready = town.person.run("ready", cwd=widget)
    assert (ready.returncode, ready.stdout, ready.stderr) == (0, "Nothing is ready\n", warning)
    refused = town.person.run("close", "wg-1", cwd=widget)
    assert refused.returncode == 1
    assert refused.stderr == (
        f"{warning}Error: wg-1 is blocked by gd-1\n"
        "Hint: close those first, or `bd close wg-1 --force`\n"
    )
    added = town.person.run("dep", "add", "wg-1", "gd-2", cwd=widget)
    assert added.returncode == 1
    assert added.stderr.startswith("Error: gd-2 is not known: gadget cannot be asked: ")
    found = dangling(town)
    (line,) = [line for line in found["evidence"] if line.startswith("widget: ")]
    assert line.startswith("widget: wg-1 → gd-1 (blocks): gd-1 is not known, as gadget cannot")
    assert "dep remove" not in found["hint"]
    assert "wg-1" not in town.gt("ready").stdout


def assert_mended(town: Mayor) -> None:
    checks = json.loads(town.gt("doctor", "--json").stdout)["checks"]
    assert not [check for check in checks if check["state"] == "error"]
    assert dangling(town)["state"] == "ok"
    ready = town.person.run("ready", cwd=town.root / "widget")
    assert (ready.stdout, ready.stderr) == ("Nothing is ready\n", "")


def test_each_part_of_a_rig_lost_and_found(town: Mayor) -> None:
    clone = town.root / "gadget" / "mayor" / "rig"
    away = clone.with_name("elsewhere")
    clone.rename(away)
    assert_held(town, f"{clone} is not there")
    away.rename(clone)
    assert_mended(town)

    (clone / ".beads" / "metadata.json").unlink()
    assert_held(town, f"{clone} has no workspace")
    assert_done(town.gt("dolt", "fix-metadata"))
    assert_mended(town)

    routes = town.root / ".beads" / "routes.jsonl"
    whole = routes.read_text()
    routes.write_text("".join(line for line in whole.splitlines(True) if '"gd-"' not in line))
    assert_held(town, f"no route leads to it in {routes}")
    made = town.person.run("create", "Mine", "--id", "gd-9", cwd=town.root / "widget")
    assert (made.returncode, made.stderr.splitlines()[0]) == (
        2,
        "Error: gd-9 is an id of gadget, by the registry",
    )
    routes.write_text(whole)
    assert_mended(town)

    assert_done(town.person.run("close", "gd-1", cwd=town.root / "gadget"))
    assert_done(town.person.run("close", "wg-1", cwd=town.root / "widget"))
