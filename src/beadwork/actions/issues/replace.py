"""Close an issue because another one stands for it from now on: the two are linked in the same
write.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from beadwork.actions.dependencies import add
from beadwork.dolt.writing.write import Transaction
from beadwork.errors import Blocked, DependencyRefused
from beadwork.model.dependencies.readiness import OVER
from beadwork.model.hints import command
from beadwork.model.issues.issue import Issue
from beadwork.store.dependencies import dependencies
from beadwork.store.issues import issues


class Retired(NamedTuple):
    """The issue that was closed, and the one that stands for it."""

    issue: Issue
    stands: Issue


def duplicate(
    tx: Transaction, part: str, of: str, *, over: Collection[str] = OVER, force: bool = False
) -> Retired:
    """Close an issue as a duplicate of another; the edge reads "`part` duplicates `of`".

    `over` are the statuses of work that is over: children of these are not left behind.

    Raises:
        NotFound, Ambiguous: an end names no issue, or several.
        DependencyRefused: they are one issue, or linked already in another way.
        Blocked: children of it are open, and `force` is not given.
    """
    issue, stands = _pair(tx, part, of, "duplicates")
    if not force:
        _refuse_open_children(tx, issue, stands, over)
    return _retire(
        tx, issue, stands, (issue.id, stands.id, "duplicates"), f"duplicate of {stands.id}"
    )


def supersede(
    tx: Transaction, part: str, by: str, *, over: Collection[str] = OVER, force: bool = False
) -> Retired:
    """Close an issue because another takes its place; the edge reads "`by` supersedes `part`".

    Raises:
        NotFound, Ambiguous, DependencyRefused, Blocked: as `duplicate`.
    """
    issue, stands = _pair(tx, part, by, "supersedes")
    if not force:
        _refuse_open_children(tx, issue, stands, over)
    return _retire(
        tx, issue, stands, (stands.id, issue.id, "supersedes"), f"superseded by {stands.id}"
    )


def _pair(tx: Transaction, part: str, other: str, kind: str) -> tuple[Issue, Issue]:
    found = issues.get_all(tx, [part, other])
    if len(found) == 1:
        verb = "be a duplicate of" if kind == "duplicates" else "take the place of"
        raise DependencyRefused(f"{found[0].id} cannot {verb} itself")
    issue, stands = found
    away = (stands.id, issue.id) if kind == "duplicates" else (issue.id, stands.id)
    for edge in dependencies.between(tx, issue.id, stands.id):
        if edge.type == kind and edge[:2] == away:
            raise DependencyRefused(
                f"it is the other way round: {away[0]} {kind} {away[1]} already",
                hint=command("bd", "show", away[0]),
            )
    return issue, stands


def _retire(
    tx: Transaction, issue: Issue, stands: Issue, edge: tuple[str, str, str], reason: str
) -> Retired:
    after = issues.save(tx, issue, issue.close(reason, tx.now))
    if after is not issue:
        tx.say(f"bd: close {issue.id}: {reason}")
    add.add(tx, *edge)
    return Retired(after, stands)


def _refuse_open_children(
    tx: Transaction, issue: Issue, stands: Issue, over: Collection[str]
) -> None:
    """What blocks the issue does not matter, since its work is not done here; its parts would be
    left behind.
    """
    standing = [child.id for child in issues.children(tx, [issue.id]) if child.status not in over]
    if [child for child in standing if child != stands.id]:
        raise Blocked(
            f"{issue.id} has open children: {', '.join(standing[:5])}{' …' if standing[5:] else ''}",
            hint=f"{command('bd', 'update', standing[0], '--parent', stands.id)}   moves one",
        )
