"""The tables and the run in docs/design/merging.md are those of real merges."""

from __future__ import annotations

import re
from typing import Any

from beadwork.model.issues.issue import Issue
from beadwork.model.merging import field_rules
from beadwork.tracker import InternalTracker
from branch_forks import forks, merge
from harness import ROOT, Place

DOCUMENT = (ROOT / "docs" / "design" / "merging.md").read_text()


def table(heading: str) -> list[list[str]]:
    """Return the cells of the first table behind a heading, without its own head."""
    part = DOCUMENT.split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [line.strip("|").split("|") for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def test_every_field_has_the_rule_that_the_table_gives_it() -> None:
    found = {
        field: rule
        for rule, fields, _ in table("The rule of each field")
        for field in re.findall(r"`(\w+)`", fields)
    }
    assert found == {field_rules.name(field): rule for field, rule in field_rules.FIELDS.items()}


def shown(value: Any) -> str:
    """Return a value as the document has it."""
    if isinstance(value, tuple):
        return ", ".join(value)
    text = "" if value is None else str(value)
    return text.replace("\n", " / ").replace("worker-0", "worker")


def column(issue: Issue) -> list[str]:
    return [shown(getattr(issue, row[0].strip("`"))) for row in table("A worked example")]


def test_the_worked_example_is_what_a_merge_does(place: Place) -> None:
    def read(tracker: InternalTracker) -> Issue:
        return tracker.show("demo-1")[0].issue

    with place.tracker(actor="main-actor") as ours:
        base = ours.create(
            "Write the report", id="demo-1", labels=("draft",), notes="begun", estimated_minutes=30
        )
        with forks(place, ours) as (theirs,):
            ours.update(
                "demo-1",
                title="Write the short report",
                add_labels=("urgent",),
                estimated_minutes=60,
                append_notes="asked Bob",
            )
            theirs.claim("demo-1")
            theirs.update(
                "demo-1",
                add_labels=("data",),
                remove_labels=("draft",),
                estimated_minutes=90,
                append_notes="found the data",
            )
            theirs.update("demo-1", title="Write the long report")
            ours.update("demo-1", priority=1)
            sides = [column(issue) for issue in (base, read(ours), read(theirs))]
            merge(ours, theirs)
            result = column(read(ours))
    rows = table("A worked example")
    assert [row[1:4] for row in rows] == [list(values) for values in zip(*sides, strict=True)]
    assert [row[4].removesuffix(", undecided") for row in rows] == result


def test_the_run_is_one_that_was_made() -> None:
    transcript = (ROOT / "tests" / "transcripts" / "merge_fields.t").read_text()
    for old, new in (
        ("sh worker.sh", "BD_BRANCH=worker bd"),
        ("$BD_BRANCH-w", "worker"),
        ("BRANCH-w", "worker"),
        (" BRANCH:", " main:"),
        ("on BRANCH,", "on main,"),
    ):
        transcript = transcript.replace(old, new)
    made = {line.strip() for line in transcript.splitlines()}
    part = DOCUMENT.split("## A worked example\n")[1].split("\n## ")[0]
    part = re.sub(r" \\\n +", " ", part)
    run = [line.strip() for line in part.splitlines() if line.startswith("    ")]
    assert run
    assert [line for line in run if line not in made] == []
