"""Plans of the commons, as JSON and as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from beadwork.console.columns import table
from beadwork.town.commons.plans import Plan


def as_json(plan: Plan) -> dict[str, Any]:
    """Return the JSON object of a plan."""
    issue = plan.issue
    value = {
        "id": issue.id,
        "title": issue.title,
        "issue_type": issue.type,
        "priority": issue.priority,
        "labels": list(issue.labels),
        "parent": issue.parent,
        "description": issue.description,
        "origin": str(plan.origin),
        "is_own": plan.is_own,
        "rig": plan.rig,
        "local": plan.local,
    }
    return {key: part for key, part in value.items() if part not in (None, "", [])}


def rows(plans: Sequence[Plan], empty: str) -> Iterable[str]:
    """Return a line for each plan; `empty` where there is none."""
    return table(map(_cells, plans)) or [empty]


def _cells(plan: Plan) -> tuple[str, ...]:
    issue = plan.issue
    here = f"{plan.local} here" if plan.local else "not adopted"
    return (issue.id, f"P{issue.priority}", issue.type, issue.title, str(plan.origin), here)
