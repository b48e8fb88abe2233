"""File a new issue, with its parent and its dependencies, or nothing at all."""

from __future__ import annotations

import os
from datetime import datetime
from typing import Any, NamedTuple

from beadwork.actions import depend
from beadwork.dolt.session import Statement
from beadwork.dolt.write import Transaction
from beadwork.errors import Exists
from beadwork.model import dependencies as edges
from beadwork.model import ids
from beadwork.model import issue as values
from beadwork.model.issue import DEFAULT_PRIORITY, Issue
from beadwork.store import issues
from beadwork.store.opening import Opening

AHEAD: tuple[Statement, ...] = ((issues.COUNT, ()),)
"""The questions whose answers `create` finds in `tx.ahead`."""


class Draft(NamedTuple):
    """What is asked for. Texts as typed; times are worked out already; `dependencies` are entries of `--deps`."""

    title: str
    description: str | None = None
    type: str = "task"
    priority: str | int = DEFAULT_PRIORITY
    assignee: str | None = None
    labels: tuple[str, ...] = ()
    parent: str | None = None
    dependencies: tuple[str, ...] = ()
    design: str | None = None
    acceptance_criteria: str | None = None
    notes: str | None = None
    external_ref: str | None = None
    spec_id: str | None = None
    estimated_minutes: int | None = None
    due_at: datetime | None = None
    defer_until: datetime | None = None
    metadata: dict[str, Any] | None = None
    id: str | None = None
    status: str = "open"


def check(draft: Draft) -> Draft:
    """Return the draft with everything checked that needs no database, so that a bad one costs no connection.

    Raises:
        Invalid, Usage: a value cannot be.
    """
    return draft._replace(
        title=values.title(draft.title),
        description=values.text("description", draft.description),
        priority=values.priority(draft.priority),
        assignee=values.name("assignee", draft.assignee),
        labels=values.labels(draft.labels),
        dependencies=tuple(entry for entry in draft.dependencies if edges.wanted(entry)),
        design=values.text("design", draft.design),
        acceptance_criteria=values.text("acceptance criteria", draft.acceptance_criteria),
        notes=values.text("notes", draft.notes),
        external_ref=values.name("external reference", draft.external_ref),
        spec_id=values.name("spec id", draft.spec_id),
        metadata=values.metadata(draft.metadata),
        id=ids.check_id(draft.id) if draft.id else None,
    )


def create(tx: Transaction, draft: Draft, opening: Opening) -> Issue:
    """Insert the issue and its edges and return it. The count of issues is `tx.ahead[0]`.

    Raises:
        Exists: `draft.id` is taken.
        NotFound, Ambiguous, Cycle, DependencyRefused: the parent or a dependency cannot be.
    """
    draft = check(draft)
    parent = issues.get(tx, draft.parent).id if draft.parent else None
    issue_id = _name(tx, draft, parent, opening.prefix)
    issue = _issue(tx, draft, issue_id, parent, opening)
    issues.add(tx, issue)
    tx.say(f"bd: create {issue.id}: {issue.title}")
    for entry in draft.dependencies:
        wanted = edges.wanted(entry)
        ends = (wanted.other, issue.id) if wanted.inverted else (issue.id, wanted.other)
        depend.add(tx, *ends, wanted.type)
    return issue


def _name(tx: Transaction, draft: Draft, parent: str | None, prefix: str) -> str:
    if draft.id:
        if issues.exist(tx, [draft.id]):
            raise Exists(f"{draft.id} exists already", hint=f"bd show {draft.id}")
        return draft.id
    if parent:
        return next_child(tx, parent)
    # A draw that is taken fails on the primary key, and the write protocol runs the action again with another.
    length = ids.length_for(int(tx.ahead[0].rows[0][0]))
    return ids.fresh(prefix, os.urandom(ids.ENTROPY_BYTES), length)


def next_child(tx: Transaction, parent: str) -> str:
    """Return the first child id of `parent` past all those that are there."""
    taken = (ids.child_number(parent, name) for name in issues.named_below(tx, parent))
    return ids.child(parent, max((number for number in taken if number), default=0) + 1)


def _issue(tx: Transaction, draft: Draft, issue_id: str, parent: str | None, opening: Opening) -> Issue:
    return Issue(
        id=issue_id,
        type=opening.vocabulary.type(draft.type),
        title=draft.title,
        description=draft.description,
        status=opening.vocabulary.status(draft.status),
        priority=int(draft.priority),
        owner=tx.author.email or None,
        assignee=draft.assignee,
        labels=draft.labels,
        parent=parent,
        created_at=tx.now,
        updated_at=tx.now,
        closed_at=None,
        design=draft.design,
        acceptance_criteria=draft.acceptance_criteria,
        notes=draft.notes,
        created_by=tx.actor,
        due_at=draft.due_at,
        defer_until=draft.defer_until,
        estimated_minutes=draft.estimated_minutes,
        external_ref=draft.external_ref,
        spec_id=draft.spec_id,
        metadata=draft.metadata,
    )
