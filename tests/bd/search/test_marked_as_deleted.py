"""Issues that were deleted where they come from count in no command, unless they are asked for."""

from __future__ import annotations

import json

import pytest

from harness import Place

ROWS = (
    {"id": "demo-live", "title": "Alive wombat", "labels": ["kept"], "priority": 1},
    {
        "id": "demo-gone", "title": "Gone wombat", "labels": ["lost"], "status": "tombstone",
        "closed_at": "2026-01-09T00:00:00Z", "assignee": "ghost", "type": "bug",
        "parent": "demo-epic",
    },
    {"id": "demo-epic", "title": "Whole", "issue_type": "epic", "status": "open"},
    {
        "id": "demo-done", "title": "Done wombat", "status": "closed", "parent": "demo-epic",
        "closed_at": "2026-01-03T00:00:00Z",
    },
    {
        "id": "demo-odd", "title": "Closed before it was filed", "status": "closed",
        "closed_at": "2025-12-01T00:00:00Z",
    },
)  # fmt: skip
TIMES = {"created_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-09T00:00:00Z"}


@pytest.fixture
def brought_in(place: Place) -> Place:
    lines = "\n".join(json.dumps({**TIMES, **row}) for row in ROWS)
    done = place.run("import", "-", stdin=lines)
    assert done.returncode == 0, done.stderr
    return place


@pytest.mark.parametrize(
    "words",
    [
        ("list",),
        ("list", "--closed-after", "2025-01-01"),
        ("list", "-s", "closed"),
        ("search", "wombat"),
        ("search", "gone"),
        ("count",),
        ("count", "--by-label"),
        ("count", "--by-assignee"),
        ("label", "list-all"),
        ("stats",),
        ("stale", "--days", "0"),
        ("lint",),
        ("duplicates",),
        ("children", "demo-epic"),
        ("epic", "status"),
        ("throughput", "--by", "label"),
        ("cycle-time", "--by", "assignee"),
        ("show", "demo-epic"),
        ("ready",),
        ("blocked",),
    ],
    ids=" ".join,
)
def test_no_command_has_it(brought_in: Place, words: tuple[str, ...]) -> None:
    done = brought_in.run(*words)
    assert done.returncode == 0, done.stderr
    for word in ("Gone", "lost", "ghost", "tombstone"):
        assert word not in done.stdout


@pytest.mark.parametrize(
    "words",
    [
        ("list", "--all"),
        ("list", "-s", "tombstone"),
        ("list", "--id", "demo-gone"),
        ("search", "wombat", "-s", "tombstone"),
        ("show", "demo-gone"),
        ("children", "demo-epic", "-s", "tombstone"),
        ("export",),
    ],
    ids=" ".join,
)
def test_whoever_asks_for_it_gets_it(brought_in: Place, words: tuple[str, ...]) -> None:
    done = brought_in.run(*words)
    assert done.returncode == 0, done.stderr
    assert "Gone wombat" in done.stdout


def test_figures_are_without_it(brought_in: Place) -> None:
    found = json.loads(brought_in.run("stats", "--json").stdout)["summary"]
    assert (found["total_issues"], found["closed_issues"]) == (4, 2)
    assert found["tombstone_issues"] == 1
    assert found["by_status"] == {"open": 2, "closed": 2}
    assert brought_in.run("count").stdout.split()[0] == "4"
    (epic,) = json.loads(brought_in.run("epic", "status", "--json").stdout)
    assert (epic["total_children"], epic["closed_children"]) == (1, 1)
    rows = json.loads(brought_in.run("list", "--all", "--json").stdout)
    assert next(row["dependent_count"] for row in rows if row["id"] == "demo-epic") == 1


def test_a_mean_leaves_out_impossible_spans_and_says_how_many(brought_in: Place) -> None:
    found = json.loads(brought_in.run("stats", "--json").stdout)["summary"]
    assert found["average_lead_time_hours"] == 48
    assert found["disordered_issues"] == 1
    lines = brought_in.run("stats").stdout
    assert "2.0 h" not in lines
    assert "48.0 h, on average from filing to closing" in lines
    assert "1 came in closed before it was filed: that time is left out." in lines
