"""A town for drills: a daemon at short intervals, two rigs, and an issue in each."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import daemons
from beadwork.town import alerts
from beadwork.town.layout import Town
from daemons import FAST
from harness import Mayor, assert_done

Eventually = Callable[[Callable[[], bool]], None]
ISSUES = {"widget": ["wg-1", "wg-2"], "gadget": ["gd-1"]}
"""The issues of each rig; `wg-2` depends on `gd-1`."""


def configure(mayor: Mayor, **keys: Any) -> None:
    """Set keys of `daemon` in `mayor/daemon.json`, at short intervals where no key says more."""
    daemons.configure(mayor, daemon={**FAST, **keys})


def populate(mayor: Mayor, project: Path) -> None:
    """Add the rigs widget and gadget, and their issues."""
    for name, prefix in (("widget", "wg"), ("gadget", "gd")):
        mayor.answer("rig", "add", name, project, "--prefix", prefix)
    for issue_id in ISSUES["gadget"]:
        bd(mayor, "gadget", "create", "Work", "--id", issue_id)
    bd(mayor, "widget", "create", "Work", "--id", "wg-1")
    bd(mayor, "widget", "create", "Waits", "--id", "wg-2", "--deps", "gd-1")


def bd(mayor: Mayor, rig: str, *words: str) -> str:
    """Run `bd` in a rig, which has to succeed, and return what it printed."""
    done = mayor.person.run(*words, cwd=mayor.root / rig)
    assert_done(done)
    return done.stdout


def let_overlap(mayor: Mayor) -> None:
    """Give the ids of the rig `widget_two` (`two-`) the prefix `wg-two-`, which overlaps with that
    of `widget`, as older versions let a town have it.
    """
    set_prefix = "UPDATE config SET value = 'wg-two' WHERE `key` = 'issue_prefix'"
    commit = "CALL DOLT_COMMIT('-Am', 'prefix')"
    words = ("dolt", "sql", "--database", "widget_two", "-q")
    for statement in (set_prefix, commit):
        assert_done(mayor.gt(*words, statement))
    for name, old, new in (
        ("mayor/rigs.json", '"prefix": "two"', '"prefix": "wg-two"'),
        (".beads/routes.jsonl", '"prefix": "two-"', '"prefix": "wg-two-"'),
    ):
        path = mayor.root / name
        path.write_text(path.read_text().replace(old, new))


def said(done: CompletedProcess[str]) -> str:
    """Return the output of a command that knew what went wrong, on one line."""
    text = done.stdout + done.stderr
    assert "Traceback" not in text, text
    assert "unexpectedly" not in text, text
    return " ".join(text.split())


def kinds(mayor: Mayor) -> list[str]:
    """Return the kinds of the open alerts."""
    return [alert.kind for alert in alerts.open_ones(Town(mayor.root))]


def alert_text(mayor: Mayor, kind: str) -> str:
    """Return the text of the open alert of a kind; empty where none is open."""
    texts = (alert.text for alert in alerts.open_ones(Town(mayor.root)) if alert.kind == kind)
    return next(texts, "")


def doctor(mayor: Mayor) -> dict[str, Any]:
    """Return the checks of `gt doctor` by name."""
    return {
        check["name"]: check for check in json.loads(mayor.gt("doctor", "--json").stdout)["checks"]
    }


def assert_mended(mayor: Mayor) -> None:
    """Fail unless the doctor and the status are quiet, and every issue is there."""
    loud = {
        name: check["message"]
        for name, check in doctor(mayor).items()
        if check["state"] in ("error", "warning")
    }
    assert not loud, loud
    status = mayor.gt("status")
    assert status.returncode == 0, status.stdout
    for rig, issue_ids in ISSUES.items():
        listed = json.loads(bd(mayor, rig, "list", "--json", "--all"))
        assert sorted(issue["id"] for issue in listed) == issue_ids
