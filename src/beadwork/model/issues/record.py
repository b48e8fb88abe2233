"""An issue as JSON where more belongs to it than its fields: in an export."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from beadwork.model.dependencies.dependency import PARENT_CHILD
from beadwork.model.issues.field_table import EXACT_TIMES, PARENT_EDGE
from beadwork.model.issues.issue import Issue
from beadwork.model.times.timestamps import format_timestamp


def exported(issue: Issue) -> dict[str, Any]:
    """Return the issue as `to_dict` does, but with each time as its source wrote it, unless the
    time was changed since.
    """
    from beadwork.model.times.date_input import parse_timestamp

    found = issue.to_dict()
    for field, text in (issue.extra or {}).get(EXACT_TIMES, {}).items():
        if found.get(field) == format_timestamp(parse_timestamp(text)):
            found[field] = text
    return found


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


def ids(issues: Iterable[Issue]) -> list[str]:
    return [issue.id for issue in issues]
