"""The holders of an issue: the targets of its blocking edges, and its parent, here and in the other
trackers of the town.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from beadwork.dolt.connection.address import Address
from beadwork.dolt.connection.session import Row, Session
from beadwork.model.dependencies.cross_rig import Neighbour
from beadwork.model.dependencies.dependency import BLOCKING
from beadwork.store import id_lists
from beadwork.store.dependencies import cross_rig_targets, dependencies
from beadwork.store.search.overview import json_array

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader

_BLOCKING = ", ".join(f"'{word}'" for word in BLOCKING)
BLOCKERS_OF = f"""
    SELECT issue_id, depends_on_id FROM dependencies
    WHERE type IN ({_BLOCKING}) AND issue_id IN %s
"""
PARENTS_OF = "SELECT id, parent FROM issues WHERE id IN %s AND parent IS NOT NULL"
BLOCKERS = f"""
    SELECT JSON_ARRAYAGG(JSON_ARRAY(issue_id, depends_on_id)) FROM dependencies
    WHERE type IN ({_BLOCKING})
"""
PARENTS = "SELECT JSON_ARRAYAGG(JSON_ARRAY(id, parent)) FROM issues WHERE parent IS NOT NULL"


def of_issues(reader: Reader, ids: Sequence[str]) -> dict[str, list[str]]:
    """Return the holders of each of `ids`, in one round trip."""
    blockers, parents = id_lists.rows_of_each(reader, ids, BLOCKERS_OF, PARENTS_OF)
    return dependencies.grouped([*blockers, *parents])


def of_all(reader: Reader) -> dict[str, list[str]]:
    """Return the holders of every issue, in one round trip."""
    blockers, parents = reader.read((BLOCKERS, ()), (PARENTS, ()))
    return dependencies.grouped([*json_array(blockers), *json_array(parents)])


def in_other_trackers(reader: Reader, trackers: Mapping[str, Neighbour]) -> dict[str, list[str]]:
    """Return the holders of each of these ids, from the rows of its own tracker.

    A tracker on another server is read over a connection of its own.
    """
    found: dict[str, list[str]] = {}
    for address in dict.fromkeys(tracker.address for tracker in trackers.values()):
        local = {
            issue_id: tracker._replace(address=None)
            for issue_id, tracker in trackers.items()
            if tracker.address == address
        }
        found |= _over_there(address, local) if address else _on_one_server(reader, local)
    return found


def _over_there(address: Address, trackers: Mapping[str, Neighbour]) -> dict[str, list[str]]:
    from beadwork.store.dependencies import cross_rig_servers

    def question(session: Session) -> dict[str, list[str]]:
        return _on_one_server(session, trackers)

    consequence = "no circle through it is seen"
    return cross_rig_servers.ask(address, trackers.values(), question, consequence) or {}


def _on_one_server(reader: Reader, trackers: Mapping[str, Neighbour]) -> dict[str, list[str]]:
    readable = cross_rig_targets.existing(reader, dict.fromkeys(trackers.values()))
    wanted = cross_rig_targets.by_tracker(
        {issue_id: tracker for issue_id, tracker in trackers.items() if tracker in readable}
    )
    if not wanted:
        return {}
    results = reader.read(
        *(
            (cross_rig_targets.qualified(tracker, sql, table), values)
            for tracker, ids in wanted.items()
            for sql, table, values in (
                (cross_rig_targets.PROJECT, "metadata", ()),
                (BLOCKERS_OF, "dependencies", (tuple(ids),)),
                (PARENTS_OF, "issues", (tuple(ids),)),
            )
        )
    )
    rows: list[Row] = []
    for number, tracker in enumerate(wanted):
        project, blockers, parents = results[3 * number : 3 * number + 3]
        if cross_rig_targets.is_project(tracker, project):
            rows += [*blockers.rows, *parents.rows]
    return dependencies.grouped(rows)
