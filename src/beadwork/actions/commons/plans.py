"""Plans as they are in a tracker: an epic with all below it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from beadwork.dolt.writing.transaction import Reader
from beadwork.model.issues.issue import Issue
from beadwork.model.sovereignty.private import Marked
from beadwork.store.history.outbound_rows import WORKING
from beadwork.store.issues import issues, private_issues


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


def shared(reader: Reader, ids: Sequence[str]) -> dict[str, Issue]:
    """Return those of the issues that exist and are not private, by id."""
    here = present(reader, ids)
    hidden = private(reader, here.values())
    return {issue_id: issue for issue_id, issue in here.items() if issue_id not in hidden}


def private(reader: Reader, found: Iterable[Issue]) -> frozenset[str]:
    """Return the ids of those of the issues that are private, and of what makes them so."""
    marks = [Marked(issue.id, issue.parent, issue.labels, issue.metadata) for issue in found]
    return private_issues.at_each(reader, {WORKING: marks})[WORKING]
