"""Close issues, unless open work still blocks them."""

from __future__ import annotations

from collections.abc import Sequence

from beadwork.dolt.write import Transaction
from beadwork.errors import Blocked
from beadwork.model.issue import Issue
from beadwork.model.readiness import OVER
from beadwork.store import dependencies, issues


def close(tx: Transaction, parts: Sequence[str], *, reason: str | None = None, force: bool = False) -> list[Issue]:
    """Close issues and return them; one that is closed already keeps its first time and reason.

    What is closed by the same command blocks nothing.

    Raises:
        NotFound, Ambiguous: a part names no issue, or several.
        Blocked: an open blocker or an open child is left, and `force` is not given.
    """
    found = issues.get_all(tx, parts)
    still_open = [issue for issue in found if issue.status != "closed"]
    if still_open and not force:
        refuse_open_work(tx, still_open, closing={issue.id for issue in found})
    closed = []
    for issue in found:
        closed.append(issues.save(tx, issue, issue.close(reason, tx.now)))
        if issue.status != "closed":
            tx.say(f"bd: close {issue.id}: {reason or issue.title}")
    return closed


def refuse_open_work(tx: Transaction, found: Sequence[Issue], closing: set[str]) -> None:
    """Raise where open blockers or open children of these issues stay open.

    Raises:
        Blocked: with the ids that stand in the way.
    """
    ids = tuple(issue.id for issue in found)
    blockers, children = tx.read((dependencies.OPEN_BLOCKERS, (ids,)), (issues.CHILD_STATES, (ids,)))
    _refuse([(row[0], row[1]) for row in blockers.rows if row[1] not in closing], "is blocked by")
    _refuse(
        [(row[0], row[1]) for row in children.rows if row[2] not in OVER and row[1] not in closing],
        "has open children:",
    )


def _refuse(pairs: list[tuple[str, str]], why: str) -> None:
    if not pairs:
        return
    first = pairs[0][0]
    standing = [other for issue_id, other in pairs if issue_id == first]
    shown = ", ".join(standing[:5]) + (f" and {len(standing) - 5} more" if len(standing) > 5 else "")
    raise Blocked(f"{first} {why} {shown}", hint=f"close those first, or `bd close {first} --force`")
