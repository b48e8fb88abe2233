"""File the issues of a plan, with their parents and edges, in one transaction: all of them, or
none.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from beadwork.actions.dependencies import add
from beadwork.actions.exchange.line_errors import LineErrors
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


def drafts(
    planned: Sequence[PlannedIssue], now: datetime, problems: LineErrors
) -> list[Draft | None]:
    """Return the plan's issues as drafts, without parents and edges, and None for one that is
    refused. Everything is checked that needs no database; `problems` takes what is refused.
    """
    found: list[Draft | None] = []
    for issue in planned:
        draft = None
        with problems.at(issue.line):
            draft = check(_draft(issue, now))
        found.append(draft)
        for kind, target in issue.dependencies:
            with problems.at(issue.line):
                edges.wanted(_entry(kind, target if isinstance(target, str) else "another"))
    return found


QUESTIONS: tuple[Statement, ...] = ((issues.COUNT, ()),)
"""The questions whose answers `file_plan` finds in `tx.answers`."""


def file_plan(
    tx: Transaction,
    planned: Sequence[PlannedIssue],
    wanted: Sequence[Draft | None],
    profile: TrackerProfile,
    problems: LineErrors,
) -> Filed:
    """File the issues and return them. `tx.answers` has the answers to QUESTIONS, and `problems`
    what was refused of the drafts.

    Raises:
        BeadworkError: an issue cannot be filed; the message has its line. Nothing was filed.
        PlanRefused: that several cannot.
    """
    problems = problems.copy()  # the action may run more than once
    tx.say(f"bd: create -f {problems.name}: {counted(len(planned), 'issue')}")
    made = _create_all(tx, planned, wanted, profile, problems)
    called = {issue_id: f'"{planned[index].title}"' for index, issue_id in made.items()}
    for index, issue in enumerate(planned):
        for kind, target in issue.dependencies:
            other = made.get(target) if isinstance(target, int) else target
            if index in made and other is not None:  # else that one is refused itself
                with problems.at(issue.line, called):
                    _link(tx, made[index], _entry(kind, other))
    problems.refuse()
    ids = [made[index] for index in range(len(planned))]
    ready = readiness.ready(tx, Filter(ids=tuple(ids)), profile.vocabulary, tx.now)
    return Filed(issues.get_all(tx, ids), [issue.id for issue in ready.issues])


def _create_all(
    tx: Transaction,
    planned: Sequence[PlannedIssue],
    wanted: Sequence[Draft | None],
    profile: TrackerProfile,
    problems: LineErrors,
) -> dict[int, str]:
    """Create the issues without their edges, and return the ids by index. What is below a refused
    issue is tried without a parent, so that its own errors are told, too.
    """
    made: dict[int, str] = {}
    found_before = tx.answers[:1]
    for index in _parents_first(planned):
        draft, parent = wanted[index], planned[index].parent
        if draft is None:
            continue
        with problems.at(planned[index].line):
            draft = draft.under(made.get(parent) if isinstance(parent, int) else parent)
            more = new_issue_lookup.questions(draft)[1:]
            tx.answers = [*found_before, *tx.read(*more)] if more else found_before
            made[index] = create.create(tx, draft, profile).id
    return made


def preview(tx: Transaction, filed: Filed) -> Filed:
    """Give back the numbers of children that filing has taken outside of the transaction, which is
    rolled back.
    """
    for issue in filed.issues:
        create.give_back(tx, issue)
    return filed


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
