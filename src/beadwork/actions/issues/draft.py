"""What is asked for where an issue is filed."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from beadwork.model.dependencies import dependency as edges
from beadwork.model.issues import ids
from beadwork.model.issues import issue as values
from beadwork.model.issues.issue import DEFAULT_PRIORITY


class Draft(NamedTuple):
    """Texts are as typed, times are worked out already; `dependencies` are entries of `--deps`."""

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
