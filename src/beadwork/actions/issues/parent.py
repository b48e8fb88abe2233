"""Find the issue that is to be a parent. It has to be in the same tracker, since a parent is a
column, not an edge.
"""

from __future__ import annotations

from beadwork.dolt.writing.transaction import Transaction
from beadwork.errors import DependencyRefused, NotFound
from beadwork.model.hints import command
from beadwork.store.issues import issues


def find(tx: Transaction, part: str, *instead: str) -> str:
    """Return the full id of the issue that `part` names, an id or a part of one.

    `instead` are the words of the command that a refusal hints at: it links the issue to one in
    another tracker.

    Raises:
        NotFound, Ambiguous: `part` names no issue, or several.
        DependencyRefused: the issue is in another tracker of the town.
    """
    try:
        return issues.resolve(tx, [part])[0]
    except NotFound:
        from beadwork.store.dependencies import cross_rig_targets

        trackers = cross_rig_targets.trackers_of(tx, [part])
        if part in cross_rig_targets.read(tx, trackers):
            raise not_in_this_tracker(part, trackers[part].database, *instead) from None
        raise


def not_in_this_tracker(parent: str, database: str, *instead: str) -> DependencyRefused:
    """Return the error for a parent in another tracker. `database` is empty where the parent is in
    no tracker of the town.
    """
    where = f"in another rig, {database}" if database else "outside this tracker"
    return DependencyRefused(
        f"{parent} is {where}, and a parent has to be in the same one", hint=command("bd", *instead)
    )
