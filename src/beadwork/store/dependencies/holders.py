"""What holds an issue up: the targets of its blocking edges, its parent, and for its end its open
children; here and in the other trackers of the town.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from beadwork.dolt.connection.address import Address
from beadwork.dolt.connection.session import Result, Row, Session, Statement
from beadwork.model.dependencies.cross_rig import Neighbour
from beadwork.model.dependencies.deadlock import Around
from beadwork.model.dependencies.dependency import BLOCKING
from beadwork.model.dependencies.readiness import OVER
from beadwork.store import id_lists
from beadwork.store.dependencies import cross_rig_targets, dependencies
from beadwork.store.search.overview import json_array

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader

_BLOCKING = ", ".join(f"'{word}'" for word in BLOCKING)
NOT_SEEN = "no cycle through it is seen"
BLOCKERS_OF = f"""
    SELECT issue_id, depends_on_id FROM dependencies
    WHERE type IN ({_BLOCKING}) AND issue_id IN %s
"""
PARENTS_OF = "SELECT id, parent FROM issues WHERE id IN %s AND parent IS NOT NULL"
_OVER = ", ".join(f"'{word}'" for word in OVER)
CHILDREN_OF = f"""
    SELECT c.parent, c.id FROM issues c JOIN issues p ON p.id = c.parent
    WHERE c.parent IN %s AND c.status NOT IN ({_OVER}) AND p.status NOT IN ({_OVER})
"""
BLOCKERS = f"""
    SELECT JSON_ARRAYAGG(JSON_ARRAY(issue_id, depends_on_id)) FROM dependencies
    WHERE type IN ({_BLOCKING})
"""
CHILDREN = f"""
    SELECT JSON_ARRAYAGG(JSON_ARRAY(c.parent, c.id))
    FROM issues c JOIN issues p ON p.id = c.parent
    WHERE c.status NOT IN ({_OVER}) AND p.status NOT IN ({_OVER})
"""
NOTHING = Around({}, {}, {})

PARENTS = "SELECT JSON_ARRAYAGG(JSON_ARRAY(id, parent)) FROM issues WHERE parent IS NOT NULL"


def of_issues(reader: Reader, ids: Sequence[str]) -> Around:
    """Return what is next to each of `ids`, in one round trip. Children are those that an open
    issue waits for to be done.
    """
    rows = id_lists.rows_of_each(reader, ids, BLOCKERS_OF, PARENTS_OF, CHILDREN_OF)
    return Around(*map(dependencies.grouped, rows))


def statements(ids: Sequence[str]) -> list[Statement]:
    """Return the statements about a few issues whose results `from_results` reads."""
    wanted = (BLOCKERS_OF, PARENTS_OF, CHILDREN_OF)
    return [id_lists.statement(sql, ids) for sql in wanted] if ids else []


def from_results(results: Sequence[Result]) -> Around:
    """Return what `of_issues` returns."""
    return Around(*(dependencies.grouped(result.rows) for result in results))


def of_all(reader: Reader) -> Around:
    """Return what is next to every issue, in one round trip."""
    blockers, parents, children = reader.read((BLOCKERS, ()), (PARENTS, ()), (CHILDREN, ()))
    return Around(*map(dependencies.grouped, map(json_array, (blockers, parents, children))))


def in_other_trackers(reader: Reader, trackers: Mapping[str, Neighbour]) -> Around:
    """Return what holds each of these ids, from the rows of its own tracker, without its children.

    A tracker on another server is read over a connection of its own.
    """
    found = Around({}, {}, {})
    for address in dict.fromkeys(tracker.address for tracker in trackers.values()):
        local = {
            issue_id: tracker._replace(address=None)
            for issue_id, tracker in trackers.items()
            if tracker.address == address
        }
        found.add(_over_there(address, local) if address else _on_one_server(reader, local))
    return found


def _over_there(address: Address, trackers: Mapping[str, Neighbour]) -> Around:
    from beadwork.store.dependencies import cross_rig_servers

    def question(session: Session) -> Around:
        return _on_one_server(session, trackers)

    return cross_rig_servers.ask(address, trackers.values(), question, NOT_SEEN) or NOTHING


def _on_one_server(reader: Reader, trackers: Mapping[str, Neighbour]) -> Around:
    ids = cross_rig_targets.by_tracker(trackers)

    def questions(tracker: Neighbour) -> list[Statement]:
        return [
            (cross_rig_targets.qualified(tracker, sql, table), values)
            for sql, table, values in (
                (cross_rig_targets.PROJECT, "metadata", ()),
                (BLOCKERS_OF, "dependencies", (tuple(ids[tracker]),)),
                (PARENTS_OF, "issues", (tuple(ids[tracker]),)),
            )
        ]

    waiting: list[Row] = []
    below: list[Row] = []
    answers = cross_rig_targets.read_each(reader, ids, questions, NOT_SEEN)
    for tracker, (project, blockers, parents) in answers.items():
        if cross_rig_targets.is_project(tracker, project):
            waiting += blockers.rows
            below += parents.rows
    return Around(dependencies.grouped(waiting), dependencies.grouped(below), {})
