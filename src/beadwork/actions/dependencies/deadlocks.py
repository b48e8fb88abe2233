"""Refuse what would leave issues that can never be done, by the rule of
model/dependencies/deadlock.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from beadwork.dolt.writing.transaction import Transaction
from beadwork.errors import Cycle, DependencyRefused
from beadwork.model.dependencies import deadlock
from beadwork.model.dependencies.cross_rig import may_lead_away
from beadwork.model.dependencies.deadlock import Around
from beadwork.model.hints import command
from beadwork.store.dependencies import cross_rig_targets, dependencies, holders
from beadwork.store.issues import issues

LEVELS = 8
WIDTH = 200
"""The levels of a search that are read one by one, with a round trip for each. Beyond them all
edges are read at once, which takes 20 ms for 10,000 edges.
"""


def refuse_parent(tx: Transaction, child: str, parent: str) -> None:
    """Raise where `parent` as the parent of `child` would keep one of the two from ever being done.

    A parent is closed after all its descendants, so no descendant may wait for it or for an
    ancestor of it, directly or through others.

    Raises:
        Cycle: `parent` waits for `child`, or is below it, or `child` is done after `parent`.
        DependencyRefused: `child` or a descendant of it waits for `parent` or for an ancestor of
            that.
    """
    refuse_cycle(tx, child, parent, start=parent)
    below, above = tx.read((issues.DESCENDANTS, (child,)), (issues.ANCESTORS, ((parent,),)))
    descendants = (child, *(row[0] for row in below.rows))
    ancestors = (parent, *(row[0] for row in above.rows))
    for waiting, target, kind in dependencies.blocking_between(tx, descendants, ancestors):
        raise DependencyRefused(
            f"{waiting} waits for {target} ({kind}), so it cannot be below {target}: "
            "neither could ever be done",
            hint=command("bd", "dep", "remove", waiting, target),
            issue_id=waiting,
            depends_on_id=target,
        )
    if way := _way(tx, child, [deadlock.end(child)], deadlock.end(parent)):
        raise Cycle(
            f"{child} cannot be below {parent}: that closes the cycle {_cycle(parent, way)}",
            hint=command("bd", "dep", "tree", child),
            path=_path(parent, way),
        )


def refuse_cycle(tx: Transaction, issue_id: str, target: str, *, start: str = "") -> None:
    """Raise where `issue_id` already holds up `target`, directly or through other issues.

    The rule is that of model/dependencies/deadlock.py. The path may lead through other rigs of the
    town and back. It begins at the end of `target`, or at the moment `start`.
    """
    if way := _way(tx, issue_id, [start or deadlock.end(target)], issue_id):
        raise Cycle(
            f"{issue_id} cannot wait for {target}: that closes the cycle {_cycle(issue_id, way)}",
            hint=command("bd", "dep", "tree", target),
            path=_path(issue_id, way),
        )


def refuse_child(
    tx: Transaction, child: str, parent: str, targets: Sequence[str], first: Around
) -> None:
    """Raise where a new child of `parent` may not wait for `targets`, as the parent would be done
    before them. `first` is what is next to the targets.

    Raises:
        Cycle: with the cycle.
    """
    if way := _way(tx, parent, list(map(deadlock.end, targets)), deadlock.end(parent), first):
        raise Cycle(
            f"{child} cannot wait for {deadlock.issue_of(way[0])}: that closes the cycle "
            f"{_cycle(parent, [child, *way])}",
            hint=command("bd", "dep", "tree", deadlock.issue_of(way[0])),
            path=_path(parent, [child, *way]),
        )


def _cycle(first: str, way: Sequence[str]) -> str:
    return " -> ".join(_path(first, way))


def _path(first: str, way: Sequence[str]) -> tuple[str, ...]:
    return tuple(deadlock.issues_of([first, *way]))


def _way(
    tx: Transaction, here: str, starts: Sequence[str], goal: str, first: Around | None = None
) -> list[str] | None:
    """Return the moments from one of `starts` to `goal`, each after the next one, None where there
    is no way. `here` is an id of this tracker, and `first` what is next to the starts.
    """
    around, everything = Around({}, {}, {}), None
    known: set[str] = set()
    after = dict.fromkeys(starts, "")
    front = list(starts)
    level = 0
    while front:
        level += 1
        ids = list(dict.fromkeys(map(deadlock.issue_of, front)))
        if everything is None and (level > LEVELS or len(ids) > WIDTH):
            everything = holders.of_all(tx)
            around.add(everything)
        unread = () if everything else ids
        around.add(first if first and level == 1 else _next_to(tx, here, ids, unread))
        known.update(ids)
        beyond: list[str] = []
        for moment in front:  # it grows by moments of issues that were read
            for before in around.before(moment):
                if before in after:
                    continue
                after[before] = moment
                if before == goal:
                    return _walked(after, goal)
                (front if deadlock.issue_of(before) in known else beyond).append(before)
        front = beyond
    return None


def _next_to(tx: Transaction, here: str, ids: Sequence[str], unread: Sequence[str]) -> Around:
    """Return what is next to those of `ids` that are in other trackers of the town, and to those of
    `unread` that are in this one.
    """
    away = [issue_id for issue_id in ids if may_lead_away(here, issue_id)]
    trackers = cross_rig_targets.trackers_of(tx, away) if away else {}
    found = holders.of_issues(tx, [issue_id for issue_id in unread if issue_id not in trackers])
    if trackers:
        found.add(holders.in_other_trackers(tx, trackers))
    return found


def _walked(after: Mapping[str, str], goal: str) -> list[str]:
    """Return the moments from a start to the goal; `after` maps each to the one before it."""
    way = [goal]
    while after[way[-1]]:
        way.append(after[way[-1]])
    return way[::-1]
