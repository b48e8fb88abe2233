"""Close an issue that another one replaces, and link the two, in one write."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from beadwork.actions.dependencies import add
from beadwork.actions.issues import claim_guard
from beadwork.dolt.writing.transaction import Transaction
from beadwork.errors import Blocked, DependencyRefused
from beadwork.model.hints import command
from beadwork.model.issues.issue import Issue
from beadwork.store.dependencies import dependencies
from beadwork.store.identity_check import UNCONFIGURED, TrackerProfile
from beadwork.store.issues import issues


class Replaced(NamedTuple):
    """The issue that was closed, and the one that replaces it."""

    issue: Issue
    successor: Issue


def duplicate(
    tx: Transaction,
    part: str,
    of: str,
    *,
    profile: TrackerProfile = UNCONFIGURED,
    force: bool = False,
) -> Replaced:
    """Close an issue as a duplicate of another; the edge reads "`part` duplicates `of`".

    Raises:
        NotFound, Ambiguous: an end names no issue, or several.
        DependencyRefused: both ends are one issue, or an edge of another type links them already.
        Blocked: the issue has open children, and `force` is not given.
        AlreadyClaimed: somebody else has it, `claim.guard` refuses, and `force` is not given.
    """
    issue, successor = _pair(tx, part, of, "duplicates")
    claim_guard.check(tx, [issue], profile, force=force)
    if not force:
        _refuse_open_children(tx, issue, successor, profile.vocabulary.over)
    return _close_and_link(
        tx, issue, successor, (issue.id, successor.id, "duplicates"), f"duplicate of {successor.id}"
    )


def supersede(
    tx: Transaction,
    part: str,
    by: str,
    *,
    profile: TrackerProfile = UNCONFIGURED,
    force: bool = False,
) -> Replaced:
    """Close an issue because another takes its place; the edge reads "`by` supersedes `part`".

    Raises:
        NotFound, Ambiguous, DependencyRefused, Blocked, AlreadyClaimed: as `duplicate`.
    """
    issue, successor = _pair(tx, part, by, "supersedes")
    claim_guard.check(tx, [issue], profile, force=force)
    if not force:
        _refuse_open_children(tx, issue, successor, profile.vocabulary.over)
    return _close_and_link(
        tx,
        issue,
        successor,
        (successor.id, issue.id, "supersedes"),
        f"superseded by {successor.id}",
    )


def _pair(tx: Transaction, part: str, other: str, kind: str) -> tuple[Issue, Issue]:
    found = issues.get_all(tx, [part, other])
    if len(found) == 1:
        verb = "be a duplicate of" if kind == "duplicates" else "take the place of"
        raise DependencyRefused(
            f"{found[0].id} cannot {verb} itself", issue_id=found[0].id, depends_on_id=found[0].id
        )
    issue, successor = found
    opposite = (successor.id, issue.id) if kind == "duplicates" else (issue.id, successor.id)
    for edge in dependencies.between(tx, issue.id, successor.id):
        if edge.type == kind and edge[:2] == opposite:
            raise DependencyRefused(
                f"it is the other way round: {opposite[0]} {kind} {opposite[1]} already",
                hint=command("bd", "show", opposite[0]),
                issue_id=opposite[0],
                depends_on_id=opposite[1],
            )
    return issue, successor


def _close_and_link(
    tx: Transaction, issue: Issue, successor: Issue, edge: tuple[str, str, str], reason: str
) -> Replaced:
    after = issues.save(tx, issue, issue.close(reason, tx.now))
    if after is not issue:
        tx.say(f"bd: close {issue.id}: {reason}")
    add.add(tx, *edge)
    return Replaced(after, successor)


def _refuse_open_children(
    tx: Transaction, issue: Issue, successor: Issue, over: Collection[str]
) -> None:
    """Refuse an issue with open children, which would be left behind. Its blockers do not matter,
    since its work is not done here.
    """
    still_open = [child.id for child in issues.children(tx, [issue.id]) if child.status not in over]
    if [child for child in still_open if child != successor.id]:
        raise Blocked(
            f"{issue.id} has open children: {', '.join(still_open[:5])}"
            f"{' …' if still_open[5:] else ''}",
            hint=f"{command('bd', 'update', still_open[0], '--parent', successor.id)}   moves one",
            issue_id=issue.id,
            blockers=tuple(still_open),
        )
