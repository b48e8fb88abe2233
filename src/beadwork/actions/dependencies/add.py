"""Add a dependency, unless the issues could then never be done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from beadwork.actions.issues import parent as parents
from beadwork.dolt.writing.transaction import Transaction
from beadwork.errors import DependencyRefused, NotFound
from beadwork.model.dependencies import dependency as edges
from beadwork.model.dependencies.cross_rig import NotKnown, may_lead_away
from beadwork.model.dependencies.dependency import BLOCKING, PARENT_CHILD, Dependency
from beadwork.model.hints import command
from beadwork.store.dependencies import dependencies
from beadwork.store.issues import issues

SUCCESSION = ("duplicates", "supersedes")


class AddedDependency(NamedTuple):
    """The edge as it stands, and whether it is new."""

    issue_id: str
    depends_on_id: str
    type: str
    is_new: bool


def add(tx: Transaction, part: str, other: str, kind: str = "blocks") -> AddedDependency:
    """Add the edge "`part` depends on `other`". The same edge again is no error.

    Raises:
        NotFound, Ambiguous: an end names no issue, or several.
        Cycle: the two would wait for each other, directly or through others and their parents.
        DependencyRefused: the issue would depend on itself or wait for an ancestor, or an edge of
            another type links the two already.
        Invalid: the other end is a `hop://` URI that is not valid.
    """
    kind = edges.check_type(kind)
    issue_id, target, database = _ends(tx, part, other)
    if issue_id == target:
        raise DependencyRefused(
            f"{issue_id} cannot depend on itself", issue_id=issue_id, depends_on_id=issue_id
        )
    if kind == PARENT_CHILD:
        if database is not None:
            raise parents.not_in_this_tracker(
                target, database, "dep", "add", issue_id, target, "--type", "related"
            )
        return _set_parent(tx, issue_id, target)
    existing = dependencies.types_between(tx, issue_id, target)
    if kind in SUCCESSION:  # a parent and its child may also duplicate or supersede each other
        existing = [type_ for type_ in existing if type_ != PARENT_CHILD]
    if kind in existing:
        return AddedDependency(issue_id, target, kind, is_new=False)
    blocks = kind in BLOCKING and database != ""
    if blocks and database is None:
        _refuse_ancestor(tx, issue_id, target)
    refuse_second(issue_id, target, kind, existing)
    if blocks:
        from beadwork.actions.dependencies import deadlocks

        deadlocks.refuse_cycle(tx, issue_id, target)
    return insert(tx, issue_id, target, kind)


def insert(tx: Transaction, issue_id: str, target: str, kind: str) -> AddedDependency:
    """Add an edge without the checks of `add`. The caller knows that they would pass."""
    dependencies.add(tx, Dependency(issue_id, target, kind, tx.now, tx.actor))
    tx.say(f"bd: dep add {issue_id} {target} ({kind})")
    if kind in BLOCKING and edges.is_foreign(target):
        tx.warnings.append(
            f"{target} is in no tracker, so it blocks nothing: file an issue for it here, and let "
            f"{issue_id} wait for that"
        )
    return AddedDependency(issue_id, target, kind, is_new=True)


def _ends(tx: Transaction, part: str, other: str) -> tuple[str, str, str | None]:
    """Return the full ids of both ends, and the database of the second end.

    The database is None for this tracker, and empty for a foreign target.
    """
    if edges.is_foreign(other):
        return issues.resolve(tx, [part])[0], edges.check_foreign(other), ""
    from beadwork.store.dependencies import cross_rig_targets

    trackers = cross_rig_targets.trackers_of(tx, [other]) if may_lead_away(part, other) else {}
    target_away = cross_rig_targets.look_up(tx, [(part, other)])
    if not trackers and not target_away:
        issue_id, target = issues.resolve(tx, [part, other])
        return issue_id, target, None
    away = target_away.get(other)
    if isinstance(away, NotKnown):
        raise NotFound(f"{other} is not known: {away.rig}", hint="gt doctor")
    if away is None:
        raise NotFound(
            f"no issue {other} in {trackers[other].database}",
            hint=command("bd", "show", other),
            name=other,
        )
    return issues.resolve(tx, [part])[0], other, trackers[other].database


def _set_parent(tx: Transaction, child: str, parent: str) -> AddedDependency:
    before = issues.get(tx, child)
    if before.parent == parent:
        return AddedDependency(child, parent, PARENT_CHILD, is_new=False)
    if before.parent:
        raise DependencyRefused(
            f"{child} has a parent already, {before.parent}",
            hint=command("bd", "update", child, "--parent", parent),
            issue_id=child,
            depends_on_id=parent,
        )
    from beadwork.actions.dependencies import deadlocks

    deadlocks.refuse_parent(tx, child, parent)
    refuse_second(child, parent, PARENT_CHILD, dependencies.types_between(tx, child, parent))
    issues.save(tx, before, before._replace(parent=parent, updated_at=tx.now))
    tx.say(f"bd: dep add {child} {parent} ({PARENT_CHILD})")
    return AddedDependency(child, parent, PARENT_CHILD, is_new=True)


def refuse_second(issue_id: str, target: str, kind: str, existing: Sequence[str]) -> None:
    """Refuse an edge between two issues that edges of other types (`existing`) link already."""
    if existing:
        raise DependencyRefused(
            f"{issue_id} depends on {target} already, as {existing[0]}",
            hint=f"{command('bd', 'dep', 'remove', issue_id, target)}, then add it as {kind}",
            issue_id=issue_id,
            depends_on_id=target,
        )


def _refuse_ancestor(tx: Transaction, issue_id: str, target: str) -> None:
    if target in issues.ancestors(tx, [issue_id]):
        raise waits_for_ancestor(issue_id, target)


def waits_for_ancestor(issue_id: str, target: str) -> DependencyRefused:
    """Return the error for an issue that would wait for one above it."""
    return DependencyRefused(
        f"{target} is above {issue_id}, which could then never become ready",
        hint=f"{command('bd', 'update', issue_id, '--parent', '')} takes it out of there",
        issue_id=issue_id,
        depends_on_id=target,
    )
