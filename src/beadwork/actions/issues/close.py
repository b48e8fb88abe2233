"""Close issues, unless open work still blocks them."""

from __future__ import annotations

from collections.abc import Sequence

from beadwork.actions.issues import claim_guard
from beadwork.dolt.connection.session import Result, Statement
from beadwork.dolt.writing.transaction import Transaction
from beadwork.errors import Blocked
from beadwork.model.hints import command
from beadwork.model.issues.issue import Issue
from beadwork.store import id_lists
from beadwork.store.dependencies import blockers
from beadwork.store.identity_check import TrackerProfile
from beadwork.store.issues import issues


def questions(parts: Sequence[str]) -> tuple[Statement, ...]:
    """Return the questions whose answers `close` finds in `tx.answers`. The answers are of use only
    where the parts are full ids.
    """
    return (
        issues.by_ids(parts),
        blockers.statement(parts),
        id_lists.statement(issues.CHILD_STATES, parts),
    )


def close(
    tx: Transaction,
    parts: Sequence[str],
    profile: TrackerProfile,
    *,
    reason: str | None = None,
    force: bool = False,
) -> list[Issue]:
    """Close issues and return them. An issue that is closed already keeps its time and reason.

    Work that is over blocks nothing, and neither do issues that the same call closes.

    Raises:
        NotFound, Ambiguous: a part names no issue, or several.
        Blocked: an open blocker or an open child is left, and `force` is not given.
        AlreadyClaimed: somebody else has an issue, `claim.guard` refuses, and `force` is not given.
    """
    over = profile.vocabulary.over
    rows, edges, children = tx.answers
    closing = issues.from_by_ids(tx, parts, rows.rows)
    claim_guard.check(tx, closing, profile, force=force)
    if {issue.id for issue in closing} == set(parts):
        refuse_open_work(tx, closing, edges, children, over, force=force)
    else:
        look_for_open_work(tx, closing, over, force=force)
    closed = []
    for issue in closing:
        closed.append(issues.save(tx, issue, issue.close(reason, tx.now)))
        if issue.status != "closed":
            tx.say(f"bd: close {issue.id}: {reason or issue.title}")
    return closed


def look_for_open_work(
    tx: Transaction, closing: Sequence[Issue], over: tuple[str, ...], *, force: bool
) -> None:
    """Refuse where open blockers or open children of these issues would stay open.

    Raises:
        Blocked: with the ids of these blockers or children.
    """
    if not force:
        edges, children = tx.read(*questions([issue.id for issue in closing])[1:])
        refuse_open_work(tx, closing, edges, children, over, force=force)


def refuse_open_work(
    tx: Transaction,
    issues_to_close: Sequence[Issue],
    edges: Result,
    children: Result,
    over: tuple[str, ...],
    *,
    force: bool,
) -> None:
    """Refuse as `look_for_open_work` does, by answers that are read already."""
    closing = {issue.id for issue in issues_to_close}
    closed = {issue.id for issue in issues_to_close if issue.status == "closed"}
    if force:
        return
    waiting = [
        (issue_id, target)
        for issue_id, targets in blockers.from_rows(tx, edges.rows, over).items()
        for target in targets
        if target not in closing and issue_id not in closed
    ]
    _refuse(waiting, "is blocked by")
    below = [
        (row[0], row[1]) for row in children.rows if row[2] not in over and row[1] not in closing
    ]
    _refuse(
        [(parent, child) for parent, child in below if parent not in closed], "has open children:"
    )


def _refuse(pairs: list[tuple[str, str]], reason: str) -> None:
    if not pairs:
        return
    first = pairs[0][0]
    still_open = [other for issue_id, other in pairs if issue_id == first]
    shown = ", ".join(still_open[:5]) + (
        f" and {len(still_open) - 5} more" if len(still_open) > 5 else ""
    )
    raise Blocked(
        f"{first} {reason} {shown}",
        hint=f"close those first, or `{command('bd', 'close', first, '--force')}`",
        issue_id=first,
        blockers=tuple(still_open),
    )
