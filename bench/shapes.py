"""Trackers of a shape that no plan has and a program may make: deep parents, a long chain of
blockers, an epic with thousands of children.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from beadwork.model.dependencies.dependency import Dependency
from beadwork.model.issues.issue import Issue
from beadwork.store.dependencies import dependencies
from beadwork.store.issues import issues
from bench.measure import BD, Figure, wall
from bench.places import Project, make

CREATED = datetime(2026, 1, 1)
DEEP, CHAIN, CHILDREN = 3_000, 10_000, 5_000
GOAL = 0.5
TURNS = 5


def figures(base: Path) -> Iterator[Figure]:
    """Yield the seconds of the commands that such shapes made slow."""
    deep = shaped(
        base, "deep", [issue(f"syn-{n}", f"syn-{n - 1}" if n else None) for n in range(DEEP)]
    )
    what = f"parents {DEEP:,} deep"
    yield seconds(f"bd ready, {what}", deep, (BD, "ready"))
    yield seconds(f"bd list --parent, {what}", deep, (BD, "list", "--parent", "syn-0"))
    yield seconds(f"bd dep add of a cycle, {what}", deep, refused("syn-0", f"syn-{DEEP - 1}"))
    chain = shaped(
        base,
        "chain",
        [issue(f"syn-{n}", None) for n in range(CHAIN)],
        [Dependency(f"syn-{n}", f"syn-{n - 1}", "blocks", CREATED, None) for n in range(1, CHAIN)],
    )
    what = f"{CHAIN:,} blockers in a chain"
    yield seconds(f"bd ready, {what}", chain, (BD, "ready"))
    yield seconds(f"bd dep add of a cycle, {what}", chain, refused("syn-0", f"syn-{CHAIN - 1}"))
    epic = shaped(
        base,
        "epic",
        [issue("syn-e", None), *(issue(f"syn-e.{n}", "syn-e") for n in range(1, CHILDREN + 1))],
    )
    what = f"an epic with {CHILDREN:,} children"
    yield seconds(f"bd ready, {what}", epic, (BD, "ready"))
    yield seconds(f"bd list --parent, {what}", epic, (BD, "list", "--parent", "syn-e"))


def issue(issue_id: str, parent: str | None) -> Issue:
    """Return an open issue."""
    return Issue(
        id=issue_id, type="task", title=issue_id, description=None, status="open", priority=2,
        owner=None, assignee=None, labels=(), parent=parent, created_at=CREATED,
        updated_at=CREATED, closed_at=None,
    )  # fmt: skip


def shaped(
    base: Path, name: str, found: Sequence[Issue], edges: Sequence[Dependency] = ()
) -> Project:
    """Return a project with these issues and edges."""
    project = make(base, name, 0)
    with project.tracker() as tracker:
        tracker.change(lambda tx: issues.add_all(tx, found))
        tracker.change(lambda tx: dependencies.add_all(tx, edges))
    return project


def refused(issue_id: str, target: str) -> tuple[str, ...]:
    """Return a process that succeeds where `bd dep add` is refused."""
    return ("sh", "-c", f"! {BD} dep add {issue_id} {target}")


def seconds(what: str, project: Project, command: Sequence[str]) -> Figure:
    """Return the median seconds of a command."""
    wall(command, project.directory)
    times = [wall(command, project.directory) for _ in range(TURNS)]
    return Figure(what, statistics.median(times), GOAL, "s")
