"""Unite a row with the stored issue that has the same `updated_at`: neither is newer.

Labels are united. A field that one of them leaves out is no difference, and the other's value is
taken: an older program has not all columns, and exports leave empty fields out. What both have
stays as it is stored. The result does not depend on which of the two came first, but for fields
that both have.
"""

from __future__ import annotations

from typing import Any

from beadwork.model.dependencies.dependency import Dependency
from beadwork.model.issues import field_table
from beadwork.model.issues.field_table import OURS, PARENT_EDGE
from beadwork.model.issues.issue import Issue

_OF_THE_STATUS = frozenset(field.column for field in field_table.FIELDS if field.merge == "state")
"""Fields that mean nothing without the status that they belong to."""
_MINUTES = frozenset(field.column for field in field_table.of_kind("minutes"))


def united(row: Issue, stored: Issue) -> tuple[Issue, bool]:
    """Return the stored issue with what the row adds, and whether both have a field that differs.

    >>> from datetime import datetime
    >>> from beadwork.model.exchange import import_row
    >>> def issue(**fields):
    ...     row = {"id": "bd-1", "title": "T", "status": "open", "priority": 2, **fields}
    ...     return import_row.read(row, 1, datetime(2026, 1, 1)).issue
    >>> both, differs = united(issue(labels=["a"], owner="ann"), issue(labels=["b"]))
    >>> both.labels, both.owner, differs
    (('a', 'b'), 'ann', False)
    """
    if row == stored:
        return stored, False
    is_same_status = row.status == stored.status
    taken: dict[str, Any] = {}
    differs = False
    for column in Issue._fields:
        there, here = getattr(row, column), getattr(stored, column)
        if there == here or _is_empty(column, there):
            continue
        if column == "labels":
            taken[column] = tuple(sorted({*there, *here}))
        elif column == "extra":
            taken[column], is_other = _united_extra(row, stored)
            differs = differs or is_other
        elif _is_empty(column, here) and (is_same_status or column not in _OF_THE_STATUS):
            taken[column] = there
        else:
            differs = True
    return stored._replace(**taken), differs


def _is_empty(column: str, value: Any) -> bool:
    return value is None if column in _MINUTES or column == "priority" else not value


def united_edge(row: Dependency, stored: Dependency) -> tuple[Dependency, bool]:
    """Return the stored edge with what the row's edge of this key adds, and whether both have a
    field that differs.
    """
    extra, differs = _united_keys(row.extra or {}, stored.extra or {})
    by = stored.created_by or row.created_by
    differs = differs or row.created_at != stored.created_at or (row.created_by or by) != by
    return stored._replace(created_by=by, extra=extra or None), differs


def _united_extra(row: Issue, stored: Issue) -> tuple[dict[str, Any], bool]:
    there, here = dict(row.extra or {}), dict(stored.extra or {})
    if row.parent != stored.parent and stored.parent:
        there.pop(PARENT_EDGE, None)
    differs = False
    for key in OURS:
        if key in there and key in here:
            here[key], is_other = _united_keys(there.pop(key), here[key])
            differs = differs or is_other
    found, is_other = _united_keys(there, here)
    return found, differs or is_other


def _united_keys(there: dict[str, Any], here: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    return {**there, **here}, any(here.get(key, value) != value for key, value in there.items())
