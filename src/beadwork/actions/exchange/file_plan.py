"""File the issues of a plan, with their parents and edges, in one transaction: all of them, or
none.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from beadwork.actions.dependencies import add
from beadwork.actions.exchange.line_errors import at_line
from beadwork.actions.issues import create, new_issue_lookup
from beadwork.actions.issues.draft import Draft, check, make
from beadwork.dolt.connection.session import Statement
from beadwork.dolt.writing.transaction import Transaction
from beadwork.model.counted import counted
from beadwork.model.dependencies import dependency as edges
from beadwork.model.exchange.plan import PlannedIssue
from beadwork.model.issues.issue import DEFAULT_PRIORITY, Issue
from beadwork.model.times import date_input, estimates
from beadwork.store.identity_check import TrackerProfile
from beadwork.store.issues import issues
from beadwork.store.search import readiness
from beadwork.store.search.filters import Filter


class Filed(NamedTuple):
    """The issues in the order of the plan, and the ids of those that can be begun at once."""

    issues: list[Issue]
    ready: list[str]


def drafts(planned: Sequence[PlannedIssue], name: str, now: datetime) -> list[Draft]:
    """Return the plan's issues as drafts, without parents and edges. Everything is checked that
    needs no database.

    Raises:
        Invalid, Usage: a value is refused; the message has the line of its issue.
    """
    found = []
    for issue in planned:
        with at_line(name, issue.line):
            found.append(check(_draft(issue, now)))
            for kind, target in issue.dependencies:
                edges.wanted(_entry(kind, target if isinstance(target, str) else "another"))
    return found


QUESTIONS: tuple[Statement, ...] = ((issues.COUNT, ()),)
"""The questions whose answers `file_plan` finds in `tx.answers`."""


def file_plan(
    tx: Transaction,
    planned: Sequence[PlannedIssue],
    wanted: Sequence[Draft],
    profile: TrackerProfile,
    name: str,
) -> Filed:
    """File the issues and return them. `tx.answers` has the answers to QUESTIONS.

    Raises:
        BeadworkError: an issue cannot be filed; the message has its line. Nothing was filed.
    """
    tx.say(f"bd: create -f {name}: {counted(len(planned), 'issue')}")
    made: dict[int, str] = {}
    found_before = tx.answers[:1]
    for index in _parents_first(planned):
        parent = planned[index].parent
        with at_line(name, planned[index].line):
            draft = wanted[index].under(made[parent] if isinstance(parent, int) else parent)
            more = new_issue_lookup.questions(draft)[1:]
            tx.answers = [*found_before, *tx.read(*more)] if more else found_before
            made[index] = create.create(tx, draft, profile).id
    called = {made[index]: f'"{issue.title}"' for index, issue in enumerate(planned)}
    for index, issue in enumerate(planned):
        with at_line(name, issue.line, called):
            for kind, target in issue.dependencies:
                _link(
                    tx,
                    made[index],
                    _entry(kind, made[target] if isinstance(target, int) else target),
                )
    ids = [made[index] for index in range(len(planned))]
    ready = readiness.ready(tx, Filter(ids=tuple(ids)), profile.vocabulary, tx.now)
    return Filed(issues.get_all(tx, ids), [issue.id for issue in ready.issues])


def _draft(issue: PlannedIssue, now: datetime) -> Draft:
    return make(
        title=issue.title,
        description=issue.description,
        type=issue.issue_type or "task",
        priority=issue.priority or DEFAULT_PRIORITY,
        assignee=issue.assignee,
        labels=issue.labels,
        design=issue.design,
        acceptance_criteria=issue.acceptance_criteria,
        notes=issue.notes,
        estimated_minutes=estimates.parse(issue.estimate) if issue.estimate else None,
        due_at=date_input.parse(issue.due, now, end_of_day=True) if issue.due else None,
        id=issue.id,
    )


def _parents_first(planned: Sequence[PlannedIssue]) -> list[int]:
    """Return the indexes in the order of the file, but each issue after its parent."""
    children: dict[int | None, list[int]] = {}
    for index, issue in enumerate(planned):
        parent = issue.parent if isinstance(issue.parent, int) else None
        children.setdefault(parent, []).append(index)
    ordered: list[int] = []
    level = children.get(None, [])
    while level:
        ordered += level
        level = sorted(child for index in level for child in children.get(index, ()))
    return ordered


def _entry(kind: str, target: str) -> str:
    return f"{kind}:{target}" if kind else target


def _link(tx: Transaction, issue_id: str, entry: str) -> None:
    wanted = edges.wanted(entry)
    ends = (wanted.other, issue_id) if wanted.inverted else (issue_id, wanted.other)
    add.add(tx, *ends, wanted.type)
