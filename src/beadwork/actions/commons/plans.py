"""Plans as they are in a tracker: an epic with all below it."""

from __future__ import annotations

from collections.abc import Sequence

from beadwork.dolt.writing.transaction import Reader
from beadwork.model.issues.issue import Issue
from beadwork.store.issues import issues


def with_children(reader: Reader, ids: Sequence[str]) -> list[Issue]:
    """Return issues and all below them, parents first.

    Raises:
        NotFound, Ambiguous: there is no such issue, or an id names several.
    """
    found = {issue.id: issue for issue in issues.get_all(reader, ids)}
    level = list(found)
    while level:
        below = [issue for issue in issues.children(reader, level) if issue.id not in found]
        found.update((issue.id, issue) for issue in below)
        level = [issue.id for issue in below]
    return list(found.values())


def present(reader: Reader, ids: Sequence[str]) -> dict[str, Issue]:
    """Return those of the issues that exist, by id."""
    known = issues.existing(reader, ids)
    return {issue.id: issue for issue in issues.in_order(reader, [*known])}
