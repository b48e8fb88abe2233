"""Which issues are private: those never leave, at any tier.

An issue is private by its label `private`, or by `"private": true` in its metadata. So are all
issues below it: their ids hold its id, and they are parts of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

LABEL = "private"
KEY = "private"


class Marked(NamedTuple):
    """The columns of an issue that say whether it is private."""

    id: str
    parent: str | None
    labels: tuple[str, ...]
    metadata: Mapping[str, Any] | None


def is_marked(issue: Marked) -> bool:
    """Tell whether an issue itself is marked private.

    >>> is_marked(Marked("demo-1", None, ("Private",), None))
    True
    >>> is_marked(Marked("demo-1", None, (), {"private": "false"}))
    False
    """
    if any(label.strip().lower() == LABEL for label in issue.labels):
        return True
    said = (issue.metadata or {}).get(KEY)
    return bool(said) and str(said).strip().lower() not in ("false", "no", "0", "off")


def ids(issues: Iterable[Marked]) -> frozenset[str]:
    """Return the ids of the private issues."""
    children: dict[str, list[str]] = {}
    found: set[str] = set()
    for issue in issues:
        if issue.parent:
            children.setdefault(issue.parent, []).append(issue.id)
        if is_marked(issue):
            found.add(issue.id)
    waiting = list(found)
    while waiting:
        for child in children.get(waiting.pop(), ()):
            if child not in found:
                found.add(child)
                waiting.append(child)
    return frozenset(found)
