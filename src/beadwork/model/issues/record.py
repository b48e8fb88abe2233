"""An issue as JSON: the one place that knows the order and the names of its fields (CLI contract,
"Issue, as JSON").

Empty fields are left out, except those that are always there. What an import brought beyond our
fields comes along.
"""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter
from typing import Any

from beadwork.model.dependencies.dependency import PARENT_CHILD, Dependency
from beadwork.model.issues.issue import Issue
from beadwork.model.times.timestamps import format_timestamp

PARENT_EDGE = "parent_dependency"
"""Key of `extra` under which an import keeps what it was told of the edge to the parent, which is a
column here.
"""

EXACT_TIMES = "exact_times"
"""Key of `extra` under which an import keeps times finer than a microsecond, as they were written.
"""

OURS = (PARENT_EDGE, EXACT_TIMES)
"""What `extra` holds for us; all other keys of it are fields of the issue that we do not know."""

_TIMES = frozenset({"created_at", "updated_at", "started_at", "closed_at", "due_at", "defer_until"})

FIELDS: tuple[tuple[str, int], ...] = tuple(
    ("issue_type" if field == "type" else field, Issue._fields.index(field))
    for field in (
        "id", "title", "description", "design", "acceptance_criteria", "notes", "status", "priority", "type",
        "assignee", "owner", "created_by", "created_at", "updated_at", "started_at", "closed_at", "close_reason",
        "due_at", "defer_until", "estimated_minutes", "labels", "waiters", "external_ref", "spec_id",
        "source_system", "metadata", "pinned", "compaction_level", "parent",
    )
)  # fmt: skip
_NAMES = tuple(name for name, _ in FIELDS)
_values = itemgetter(*(position for _, position in FIELDS))
ALWAYS = frozenset({"id", "title", "status", "priority", "issue_type", "created_at", "updated_at"})


def of(issue: Issue) -> dict[str, Any]:
    """Return the issue as a JSON object."""
    found = {
        name: value
        for name, value in zip(_NAMES, _values(issue), strict=True)
        if value or name in ALWAYS
    }
    for name in _TIMES & found.keys():
        found[name] = format_timestamp(found[name])
    if issue.estimated_minutes == 0:
        found["estimated_minutes"] = 0
    if issue.extra:
        found.update({key: value for key, value in issue.extra.items() if key not in OURS})
    return found


def exported(issue: Issue) -> dict[str, Any]:
    """Return the issue as `of` does, but a time as its source wrote it, as long as nobody has set
    the field since.
    """
    from beadwork.model.times.date_input import parse_timestamp

    found = of(issue)
    for field, text in (issue.extra or {}).get(EXACT_TIMES, {}).items():
        if found.get(field) == format_timestamp(parse_timestamp(text)):
            found[field] = text
    return found


def of_dependency(dependency: Dependency) -> dict[str, Any]:
    """Return an edge as a JSON object, as exports have it."""
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
    """Return the edge to the issue's parent as exports have it."""
    told = (issue.extra or {}).get(PARENT_EDGE, {})
    edge = {
        "issue_id": issue.id,
        "depends_on_id": issue.parent,
        "type": PARENT_CHILD,
        "created_at": format_timestamp(issue.created_at),
        "created_by": issue.created_by,
    }
    if told.get("depends_on_id") == issue.parent:  # else it told of another parent
        edge.update(told)
    return {key: value for key, value in edge.items() if value is not None}


def related(issue: Issue, kind: str) -> dict[str, Any]:
    """Return an issue at the other end of an edge, as `show` lists it."""
    return {**of(issue), "dependency_type": kind}


def ids(issues: Iterable[Issue]) -> list[str]:
    """Return the ids of issues."""
    return [issue.id for issue in issues]
