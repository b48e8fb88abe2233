"""Issues of the other trackers of a town at which edges of this one point.

The one rule: what is not open here is asked of the tracker to which the routes lead, which says by
its own words whether it is over. Where that has none of the id, or cannot be read, the edge holds
nobody. It is read as it is now, on its `main`, also where this tracker is looked at as of some
time, or on a branch.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from beadwork.dolt.connection.session import Result, Row, Session, Statement
from beadwork.model.dependencies.cross_rig import Neighbour, may_lead_away
from beadwork.model.issues.issue import Issue
from beadwork.model.issues.kinds import vocabulary
from beadwork.store.dependencies import dependencies
from beadwork.store.issues import issues

if TYPE_CHECKING:
    from beadwork.dolt.writing.write import Reader

TRACKERS = """
    SELECT table_schema FROM information_schema.statistics
    WHERE table_schema IN %s
    AND ((table_name = 'issues' AND index_name = 'by_status') OR table_name IN ('metadata', 'config', 'dependencies'))
    GROUP BY table_schema HAVING COUNT(DISTINCT table_name) = 4
"""
"""Which databases are there and have our tables: a packet that names another one would fail, and
its transaction with it.
"""
PROJECT = "SELECT value FROM metadata WHERE `key` = 'project_id'"
STATUSES = "SELECT value FROM config WHERE `key` = 'status.custom'"


class There(NamedTuple):
    """An issue of another tracker, the name of its database, and whether it is over by the words of
    that.
    """

    issue: Issue
    database: str
    is_over: bool


def look(reader: Reader, edges: Iterable[tuple[str, str]]) -> dict[str, There]:
    """Return, by id, what is at the far end of those edges (issue, target) that lead into another
    tracker.

    Costs nothing where both ends of each have one prefix; else a look at the routes, and two round
    trips where these lead elsewhere.

    Raises:
        BadTown: the routes cannot be read.
    """
    away = {target for issue_id, target in edges if may_lead_away(issue_id, target)}
    return states(reader, elsewhere(reader, away)) if away else {}


def holds(there: Mapping[str, There], target: str, is_open_here: bool) -> bool:
    """Tell whether the target of a blocking edge holds what waits for it: is it open, here or where
    it belongs.
    """
    return is_open_here or (target in there and not there[target].is_over)


def elsewhere(reader: Reader, ids: Iterable[str]) -> dict[str, Neighbour]:
    """Return the tracker of each of these ids that belongs to another one than the reader's.

    Raises:
        BadTown: the routes cannot be read.
    """
    session = reader if isinstance(reader, Session) else reader.session
    return {
        key: found
        for key, found in session.beside(ids).items()
        if found.database != session.database
    }


def states(reader: Reader, wanted: Mapping[str, Neighbour]) -> dict[str, There]:
    """Return those of the ids in `wanted` that are in the tracker named there, in two round trips
    for all on one server.
    """
    far = {tracker.address for tracker in wanted.values()} - {None}
    if far:
        from beadwork.store.dependencies import cross_rig_servers

        near = {key: tracker for key, tracker in wanted.items() if tracker.address is None}
        return states(reader, near) | cross_rig_servers.states(wanted, far)
    there = present(reader, dict.fromkeys(wanted.values()))
    asked = {issue_id: tracker for issue_id, tracker in wanted.items() if tracker in there}
    return answered(asked, reader.read(*questions(asked))) if asked else {}


def present(reader: Reader, trackers: Iterable[Neighbour]) -> list[Neighbour]:
    """Return those of the trackers whose database is there and has our tables, in one round
    trip.
    """
    known = list(trackers)
    if not known:
        return []
    there = {
        str(row[0]) for row in reader.rows(TRACKERS, tuple({tracker.database for tracker in known}))
    }
    return [tracker for tracker in known if tracker.database in there]


def questions(wanted: Mapping[str, Neighbour]) -> list[Statement]:
    """Return what is asked about ids of trackers that are there; `answered` reads the answers."""
    return [
        question
        for tracker, ids in _by_tracker(wanted).items()
        for question in (
            (of(tracker, PROJECT, "metadata"), ()),
            (of(tracker, STATUSES, "config"), ()),
            (of(tracker, issues.BY_IDS, "issues"), (tuple(ids),)),
        )
    ]


def answered(wanted: Mapping[str, Neighbour], answers: Sequence[Result]) -> dict[str, There]:
    """Return those of the ids that are in the tracker named there, by the answers to
    `questions`.
    """
    found: dict[str, There] = {}
    for number, tracker in enumerate(_by_tracker(wanted)):
        found.update(_read(tracker, *answers[3 * number : 3 * number + 3]))
    return found


def holding(reader: Reader, wanted: Mapping[str, Neighbour]) -> dict[str, list[str]]:
    """Return what can hold each of these ids, by the rows of their own trackers, as far as those
    are on this server.
    """
    near = {issue_id: tracker for issue_id, tracker in wanted.items() if tracker.address is None}
    there = present(reader, dict.fromkeys(near.values()))
    asked = _by_tracker(
        {issue_id: tracker for issue_id, tracker in near.items() if tracker in there}
    )
    if not asked:
        return {}
    answers = reader.read(
        *(
            question
            for tracker, ids in asked.items()
            for question in (
                (of(tracker, PROJECT, "metadata"), ()),
                (of(tracker, dependencies.BLOCKERS_OF, "dependencies"), (tuple(ids),)),
                (of(tracker, dependencies.PARENTS_OF, "issues"), (tuple(ids),)),
            )
        )
    )
    rows: list[Row] = []
    for number, tracker in enumerate(asked):
        project, blockers, parents = answers[3 * number : 3 * number + 3]
        if project.rows and str(project.rows[0][0]) == tracker.project_id:
            rows += [*blockers.rows, *parents.rows]
    return dependencies.grouped(rows)


def of(tracker: Neighbour, sql: str, table: str) -> str:
    """Return a statement about a table of another database, whose name `metadata.check_database`
    has passed.
    """
    return sql.replace(f"FROM {table}", f"FROM `{tracker.database}`.{table}")


def _by_tracker(wanted: Mapping[str, Neighbour]) -> dict[Neighbour, list[str]]:
    found: dict[Neighbour, list[str]] = {}
    for issue_id, tracker in wanted.items():
        found.setdefault(tracker, []).append(issue_id)
    return found


def _read(tracker: Neighbour, project: Result, statuses: Result, rows: Result) -> dict[str, There]:
    if not project.rows or str(project.rows[0][0]) != tracker.project_id:
        return {}
    over = vocabulary(str(statuses.rows[0][0]) if statuses.rows else None, None).over
    return {
        row[0]: There(issues.from_row(row), tracker.database, row[_STATUS] in over)
        for row in rows.rows
    }


_STATUS = Issue._fields.index("status")
