"""File a new issue, with its parent and its dependencies, or nothing at all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from beadwork.actions.dependencies import add
from beadwork.actions.issues import new_issue_lookup as knowledge
from beadwork.actions.issues import parent as parents
from beadwork.actions.issues.new_issue_lookup import Known
from beadwork.dolt.writing.write import Transaction
from beadwork.errors import Exists, Usage
from beadwork.model.dependencies import dependency as edges
from beadwork.model.dependencies.dependency import PARENT_CHILD
from beadwork.model.hints import command
from beadwork.model.issues import ids
from beadwork.model.issues import issue as values
from beadwork.model.issues.issue import DEFAULT_PRIORITY, Issue
from beadwork.store.dependencies import dependencies
from beadwork.store.identity_check import Opening
from beadwork.store.issues import issues


class Draft(NamedTuple):
    """What is asked for. Texts as typed; times are worked out already; `dependencies` are entries
    of `--deps`.
    """

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
    """Return the draft with everything checked that needs no database, so that a bad one costs no
    connection.

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
        id=ids.check_new_id(draft.id) if draft.id else None,
    )


def create(tx: Transaction, draft: Draft, opening: Opening) -> Issue:
    """Insert the issue and its edges and return it. `tx.ahead` has the answers to
    `known.ahead(draft)`.

    Raises:
        Exists: `draft.id` is taken.
        Usage: it belongs to another rig of the town.
        NotFound, Ambiguous, Cycle, DependencyRefused: the parent or a dependency cannot be.
    """
    draft = check(draft)
    known = knowledge.read(tx.ahead)
    parent = _parent(tx, draft, known)
    issue_id = _name(tx, draft, parent, opening.prefix, known)
    issue = _issue(tx, draft, issue_id, parent, opening)
    issues.add(tx, issue)
    tx.say(f"bd: create {issue.id}: {issue.title}")
    if draft.dependencies:
        _depend(tx, issue, draft, known)
    return issue


def _depend(tx: Transaction, issue: Issue, draft: Draft, known: Known) -> None:
    wanted = [edges.wanted(entry) for entry in draft.dependencies]
    drawn = not (
        draft.id or issue.parent
    )  # an id drawn just now is one that no edge can lead to yet
    if known.is_plain(wanted, draft.parent) and (drawn or not dependencies.touch(tx, issue.id)):
        for one in wanted:
            add.put(tx, issue.id, one.other, one.type)
        return
    for one in wanted:
        if (
            one.type == PARENT_CHILD
        ):  # its refusal names what one can type, and the new issue has no name then
            parents.find(tx, one.other, "create", draft.title, "--deps", f"related:{one.other}")
        ends = (one.other, issue.id) if one.inverted else (issue.id, one.other)
        add.add(tx, *ends, one.type)


def _parent(tx: Transaction, draft: Draft, known: Known) -> str | None:
    part = draft.parent
    if not part:
        return None
    if part in known.there:
        return part
    return parents.find(tx, part, "create", draft.title, "--deps", f"related:{part}")


def _name(tx: Transaction, draft: Draft, parent: str | None, prefix: str, known: Known) -> str:
    if draft.id:
        if draft.id in known.there:
            raise Exists(f"{draft.id} exists already", hint=command("bd", "show", draft.id))
        return _own(tx, draft.id)
    if parent:
        return next_child(
            parent, known.below if parent == draft.parent else issues.named_below(tx, parent)
        )
    # A draw that is taken fails on the primary key, and the write protocol runs the action again
    # with another.
    length = ids.length_for(known.total)
    return ids.fresh(prefix, os.urandom(ids.ENTROPY_BYTES), length)


def _own(tx: Transaction, issue_id: str) -> str:
    """Return an id that a person has chosen, unless the town's routes lead from it to another rig:
    nobody would find it.
    """
    from beadwork.store.dependencies import cross_rig_targets

    at = cross_rig_targets.elsewhere(tx, [issue_id])
    if issue_id in at:
        raise Usage(
            f"{issue_id} would be an id of {at[issue_id].database}, by the town's routes",
            hint="gt rig list",
        )
    return issue_id


def next_child(parent: str, names: Iterable[str]) -> str:
    """Return the first child id of `parent` past all of `names`, which are those below it."""
    taken = (ids.child_number(parent, name) for name in names)
    return ids.child(parent, max((number for number in taken if number), default=0) + 1)


def _issue(
    tx: Transaction, draft: Draft, issue_id: str, parent: str | None, opening: Opening
) -> Issue:
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
