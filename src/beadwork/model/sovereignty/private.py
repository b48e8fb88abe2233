"""Which issues are private: those never leave, neither for a peer, at any tier, nor for a ledger or
a commons.

An issue is private by its label `private`, or by `"private": true` in its metadata. So are all
issues below it, by the column `parent` or by their ids: `demo-7.1` holds the id of `demo-7`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from beadwork.model.issues.ids import parent_of

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


def above(issue: Marked) -> set[str]:
    """Return the ids of what an issue is below, by its parent and by its id. What is further above
    by the column `parent` follows from their rows.

    >>> sorted(above(Marked("demo-7.1.2", "demo-3", (), None)))
    ['demo-3', 'demo-7', 'demo-7.1']
    """
    found = set()
    for name in (issue.parent, parent_of(issue.id)):
        while name:
            found.add(name)
            name = parent_of(name)
    return found


def ids(issues: Iterable[Marked]) -> frozenset[str]:
    """Return the ids of the private issues. What is above them has to be among `issues`, too."""
    below: dict[str, list[str]] = {}
    found: set[str] = set()
    for issue in issues:
        for name in above(issue):
            below.setdefault(name, []).append(issue.id)
        if is_marked(issue):
            found.add(issue.id)
    waiting = list(found)
    while waiting:
        for issue_id in below.get(waiting.pop(), ()):
            if issue_id not in found:
                found.add(issue_id)
                waiting.append(issue_id)
    return frozenset(found)
