"""An issue as JSON, with the names and in the order of field_table.py.

Empty fields are left out, except the required ones. The keys of `extra` follow the fields.
"""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter
from typing import Any

from beadwork.model.dependencies.dependency import PARENT_CHILD, Dependency
from beadwork.model.issues import field_table
from beadwork.model.issues.issue import Issue
from beadwork.model.times.timestamps import format_timestamp

PARENT_EDGE = "parent_dependency"
"""Key of `extra` for the imported edge to the parent. The parent itself is a column here."""

EXACT_TIMES = "exact_times"
"""Key of `extra` for imported times finer than a microsecond, as they were written."""

OURS = (PARENT_EDGE, EXACT_TIMES)
"""Keys of `extra` that beadwork uses itself. All others are fields of the issue without a
column.
"""

_SHOWN = tuple(field for field in field_table.FIELDS if field.column != "extra")
_NAMES = tuple(field.name for field in _SHOWN)
_values = itemgetter(*(Issue._fields.index(field.column) for field in _SHOWN))
_REQUIRED = frozenset(field.name for field in _SHOWN if field.required)
_TIMES = tuple(field.name for field in field_table.of_kind("time"))
_MINUTES = tuple(
    (field.name, Issue._fields.index(field.column)) for field in field_table.of_kind("minutes")
)
"""Fields of which 0 is a value, and does not mean empty."""


def of(issue: Issue) -> dict[str, Any]:
    """Return the issue as a JSON object."""
    found = {
        name: value
        for name, value in zip(_NAMES, _values(issue), strict=True)
        if value or name in _REQUIRED
    }
    for name in _TIMES:
        if name in found:
            found[name] = format_timestamp(found[name])
    for name, position in _MINUTES:
        if issue[position] == 0:
            found[name] = 0
    if issue.extra:
        found.update({key: value for key, value in issue.extra.items() if key not in OURS})
    return found


def exported(issue: Issue) -> dict[str, Any]:
    """Return the issue as `of` does, but with each time as its source wrote it, unless the time was
    changed since.
    """
    from beadwork.model.times.date_input import parse_timestamp

    found = of(issue)
    for field, text in (issue.extra or {}).get(EXACT_TIMES, {}).items():
        if found.get(field) == format_timestamp(parse_timestamp(text)):
            found[field] = text
    return found


def of_dependency(dependency: Dependency) -> dict[str, Any]:
    """Return an edge as a JSON object of an export."""
    found = {
        "issue_id": dependency.issue_id,
        "depends_on_id": dependency.depends_on_id,
        "type": dependency.type,
        "created_at": format_timestamp(dependency.created_at),
        "created_by": dependency.created_by,
        **(dependency.extra or {}),
    }
    return {key: value for key, value in found.items() if value is not None}


def parent_edge(issue: Issue) -> dict[str, Any]:
    """Return the edge to the issue's parent as a JSON object of an export."""
    imported = (issue.extra or {}).get(PARENT_EDGE, {})
    edge = {
        "issue_id": issue.id,
        "depends_on_id": issue.parent,
        "type": PARENT_CHILD,
        "created_at": format_timestamp(issue.created_at),
        "created_by": issue.created_by,
    }
    if imported.get("depends_on_id") == issue.parent:  # else it was the edge to another parent
        edge.update(imported)
    return {key: value for key, value in edge.items() if value is not None}


def related(issue: Issue, kind: str) -> dict[str, Any]:
    """Return an issue at the other end of an edge, as `show` lists it."""
    return {**of(issue), "dependency_type": kind}


def ids(issues: Iterable[Issue]) -> list[str]:
    return [issue.id for issue in issues]
