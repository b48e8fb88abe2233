"""Find issues that lack what somebody needs to begin them.

    bd lint
    bd lint -t bug
    bd lint --id bd-a3f --json

Bugs, features, stories, epics, tasks, spikes and decisions need a description. Bugs also need steps
to reproduce. Features, stories and epics need acceptance criteria, in their field or under a
heading of the description. All filters of `bd list` work here. The exit status is 0 also if issues
are found.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from beadwork.actions.search.lint import Incomplete
from beadwork.bd.opening import open_tracker
from beadwork.bd.output.search import rows
from beadwork.console.console import Console
from beadwork.model.issues.completeness import ACCEPTANCE, STEPS
from beadwork.ui import filter_flags

_SHORT = {ACCEPTANCE: "criteria", STEPS: "steps"}
"""What a line of a terminal has room for."""


def arguments(parser: argparse.ArgumentParser) -> None:
    filter_flags.add(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    wanted = filter_flags.read(console, options)
    with open_tracker(console) as tracker:
        found = tracker.lint(wanted)
    shown = found[: wanted.limit]
    value = [
        {
            "id": entry.issue.id,
            "title": entry.issue.title,
            "issue_type": entry.issue.type,
            "status": entry.issue.status,
            "missing": entry.missing,
        }
        for entry in shown
    ]
    console.result(value, lambda: _lines(console, shown) if shown else ["Nothing is missing"])
    console.cut(len(shown), len(found))


def _lines(console: Console, incomplete: Sequence[Incomplete]) -> list[str]:
    notes = {
        entry.issue.id: f"- no {', '.join(_SHORT.get(field, field) for field in entry.missing)}"
        for entry in incomplete
    }
    return list(rows.lines(console, [entry.issue for entry in incomplete], notes))
