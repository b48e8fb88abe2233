"""The keywords of methods that take many, for type checkers and readers.

They are those of the command line: a field has the name of its column, a filter that of its flag.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Literal, TypedDict

Texts = str | Iterable[str]
"""One text, or several."""
Date = datetime | str
"""A time (UTC where it has no offset), or a date as the command line takes it: `2d`, `monday`."""


class _Fields(TypedDict, total=False):
    """The settable fields but for the title."""

    description: str | None
    design: str | None
    acceptance_criteria: str | None
    notes: str | None
    status: str | None
    priority: int | str | None
    type: str | None
    assignee: str | None
    due_at: datetime | Literal[""] | None
    defer_until: datetime | Literal[""] | None
    estimated_minutes: int | Literal[""] | None
    external_ref: str | None
    spec_id: str | None
    metadata: Mapping[str, Any] | Literal[""] | None
    parent: str | None


class NewIssueFields(_Fields, total=False):
    """What `create` takes beside the title. None is as good as not given."""

    labels: Iterable[str] | None
    dependencies: Iterable[str] | None
    """Each as an entry of `bd create --deps`: `bd-7` (the new issue waits for it), `blocks:bd-7`,
    `discovered-from:bd-7`.
    """
    id: str | None


class IssueChanges(_Fields, total=False):
    """What `update` changes. None leaves a field as it is, and an empty text clears it."""

    title: str | None
    claim: bool
    append_notes: str | None
    set_labels: Iterable[str] | None
    add_labels: Iterable[str]
    remove_labels: Iterable[str]
    set_metadata: Mapping[str, Any] | Iterable[tuple[str, Any]]
    unset_metadata: Iterable[str]
    reason: str | None
    """The reason of the closing, where the status becomes closed."""
    force: bool
    """Change an issue that another worker has, or close one that open work blocks."""


class FilterWords(TypedDict, total=False):
    """Which issues are wanted, by the words of the flags of `bd list`; all that is given must hold.
    One text may name several words, by commas, as a flag does.
    """

    status: Texts
    priority: int | str | Iterable[int | str]
    priority_min: int | str
    priority_max: int | str
    type: Texts
    assignee: str
    """`@me` stands for whose name writes get."""
    mine: bool
    unassigned: bool
    label: Texts
    """It has all of these labels."""
    label_any: Texts
    exclude_label: Texts
    exclude_type: Texts
    exclude_status: Texts
    exclude_assignee: Texts
    title: str
    """The title contains it."""
    id: Texts
    parent: str
    """It is a descendant of this issue."""
    no_parent: bool
    created_after: Date
    created_before: Date
    updated_after: Date
    updated_before: Date
    closed_after: Date
    closed_before: Date
    due_before: Date
    overdue: bool
    external_ref: Texts
    metadata: Texts
    """KEY=TEXT or KEY:=JSON; all of them hold."""
    has_metadata: Texts
    """Its metadata have these keys."""
    sort: str
    reverse: bool
    limit: int | None
    """The most issues to return; 0 or None for all."""
    all: bool
    """Closed and pinned issues and machinery, too."""
    include_epics: bool
    """Of `ready`: epics with open children, too."""
    include_ephemeral: bool
    include_templates: bool
