"""Issues of other trackers of the town that are targets of edges of this tracker.

A target that is not open here is read from the tracker to which its route leads, and the statuses
of that tracker say whether it is over. If that tracker has no such issue, the edge blocks nothing.
The same holds if the tracker cannot be read; a warning names it. The other tracker is always read
at the present state of its `main`, even if this one is read as of an earlier time or on a branch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from beadwork.dolt.connection.server_errors import Fault, ServerError
from beadwork.dolt.connection.session import Result, Session, Statement
from beadwork.model.dependencies.cross_rig import Neighbour, may_lead_away
from beadwork.model.issues.issue import Issue
from beadwork.model.issues.kinds import vocabulary
from beadwork.store import id_lists, identity_check
from beadwork.store.issues import issues

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader

TRACKERS = """
    SELECT table_schema FROM information_schema.statistics
    WHERE table_schema IN %s
    AND (
        (table_name = 'issues' AND index_name = 'by_status')
        OR table_name IN ('metadata', 'config', 'dependencies')
    )
    GROUP BY table_schema HAVING COUNT(DISTINCT table_name) = 4
"""
"""The databases that exist and have the tables of a tracker. A packet that names any other database
would fail, and its transaction with it.
"""
PROJECT = "SELECT value FROM metadata WHERE `key` = 'project_id'"
STATUSES = "SELECT value FROM config WHERE `key` = 'status.custom'"
HOLDS_NOBODY = "holds nobody meanwhile"
NO_DATABASE = 1049
"""The code of the server's error about a database that it does not have."""
OF_SERVER = (Fault.LOST, Fault.REFUSED, Fault.DENIED)
"""The faults that are not of one database."""


class CrossRigIssue(NamedTuple):
    """An issue of another tracker, the name of that tracker's database, and whether the issue is
    over by that tracker's statuses.
    """

    issue: Issue
    database: str
    is_over: bool


def of_edges(reader: Reader, edges: Iterable[tuple[str, str]]) -> dict[str, CrossRigIssue]:
    """Return, by id, the targets of those edges (issue, target) that lead into another tracker.

    Nothing is read if both ends of each edge have the same prefix. Else the routes are read. If a
    route leads to another tracker, there are two round trips.

    Raises:
        BadTown: the routes cannot be read.
    """
    away = {target for issue_id, target in edges if may_lead_away(issue_id, target)}
    return read(reader, trackers_of(reader, away)) if away else {}


def is_open(targets: Mapping[str, CrossRigIssue], target: str, is_open_here: bool) -> bool:
    """Tell whether the target of an edge is open, here or in its own tracker; `targets` is the
    result of `of_edges`.
    """
    return is_open_here or (target in targets and not targets[target].is_over)


def trackers_of(reader: Reader, ids: Iterable[str]) -> dict[str, Neighbour]:
    """Return the trackers of the ids that belong to a tracker other than the reader's.

    Raises:
        BadTown: the routes cannot be read.
    """
    session = reader if isinstance(reader, Session) else reader.session
    return {
        issue_id: tracker
        for issue_id, tracker in identity_check.neighbours(reader).of_issues(ids).items()
        if tracker.database != session.database
    }


def read(reader: Reader, trackers: Mapping[str, Neighbour]) -> dict[str, CrossRigIssue]:
    """Return the issues that exist in the trackers given for their ids, in two round trips for each
    server.
    """
    here = {issue_id: tracker for issue_id, tracker in trackers.items() if tracker.address is None}
    found = _on_this_server(reader, here)
    if len(here) < len(trackers):
        found |= _on_other_servers(trackers)
    return found


def _on_this_server(reader: Reader, trackers: Mapping[str, Neighbour]) -> dict[str, CrossRigIssue]:
    ids = by_tracker(trackers)
    answers = read_each(reader, ids, lambda tracker: _questions(tracker, ids), HOLDS_NOBODY)
    found: dict[str, CrossRigIssue] = {}
    for tracker, results in answers.items():
        found.update(_from_tracker(tracker, *results))
    return found


def read_each(
    reader: Reader,
    trackers: Iterable[Neighbour],
    questions: Callable[[Neighbour], Sequence[Statement]],
    consequence: str,
) -> dict[Neighbour, list[Result]]:
    """Return the answers of the trackers on this server, in two round trips. One that cannot be
    read is left out, with a warning that has the `consequence`.

    Raises:
        ServerError: the server does not answer; or in a transaction, a tracker cannot be read.
    """
    wanted = list(trackers)
    try:
        readable = existing(reader, wanted)
        found = _in_one_packet(reader, readable, questions)
    except ServerError as error:
        if error.fault in OF_SERVER or not isinstance(reader, Session):
            raise
        return _one_by_one(reader, wanted, questions, consequence)
    missing = {tracker.database for tracker in wanted if tracker not in found}
    if missing:
        _warn(missing, consequence, ServerError(NO_DATABASE, "database not found"))
    return found


def _in_one_packet(
    reader: Reader,
    trackers: Sequence[Neighbour],
    questions: Callable[[Neighbour], Sequence[Statement]],
) -> dict[Neighbour, list[Result]]:
    asked = {tracker: questions(tracker) for tracker in trackers}
    packet = [statement for statements in asked.values() for statement in statements]
    results = iter(reader.read(*packet) if packet else ())
    return {tracker: [next(results) for _ in statements] for tracker, statements in asked.items()}


def _one_by_one(
    session: Session,
    trackers: Sequence[Neighbour],
    questions: Callable[[Neighbour], Sequence[Statement]],
    consequence: str,
) -> dict[Neighbour, list[Result]]:
    found: dict[Neighbour, list[Result]] = {}
    for tracker in trackers:
        try:
            found.update(_in_one_packet(session, [tracker], questions))
        except ServerError as error:
            if error.fault in OF_SERVER:
                raise
            _warn({tracker.database}, consequence, error)
    return found


def _warn(databases: Iterable[str], consequence: str, error: ServerError) -> None:
    from beadwork.store.dependencies import cross_rig_servers

    cross_rig_servers.warn(databases, consequence, error)


def _on_other_servers(trackers: Mapping[str, Neighbour]) -> dict[str, CrossRigIssue]:
    from beadwork.store.dependencies import cross_rig_servers

    found: dict[str, CrossRigIssue] = {}
    for address in {tracker.address for tracker in trackers.values()} - {None}:
        local = {
            issue_id: tracker._replace(address=None)
            for issue_id, tracker in trackers.items()
            if tracker.address == address
        }

        def question(
            session: Session, local: Mapping[str, Neighbour] = local
        ) -> dict[str, CrossRigIssue]:
            return _on_this_server(session, local)

        found |= cross_rig_servers.ask(address, local.values(), question, HOLDS_NOBODY) or {}
    return found


def existing(reader: Reader, trackers: Iterable[Neighbour]) -> list[Neighbour]:
    """Return the trackers whose database exists and has the tables of a tracker, in one round
    trip.
    """
    wanted = list(trackers)
    if not wanted:
        return []
    rows = reader.rows(TRACKERS, tuple({tracker.database for tracker in wanted}))
    databases = {str(row[0]) for row in rows}
    return [tracker for tracker in wanted if tracker.database in databases]


def statements(trackers: Mapping[str, Neighbour]) -> list[Statement]:
    """Return the statements whose results `from_results` reads. Each tracker must be one of
    `existing`.
    """
    ids = by_tracker(trackers)
    return [statement for tracker in ids for statement in _questions(tracker, ids)]


def _questions(
    tracker: Neighbour, ids: Mapping[Neighbour, Sequence[str]]
) -> tuple[Statement, Statement, Statement]:
    return (
        (qualified(tracker, PROJECT, "metadata"), ()),
        (qualified(tracker, STATUSES, "config"), ()),
        id_lists.statement(qualified(tracker, issues.BY_IDS, "issues"), ids[tracker]),
    )


def from_results(
    trackers: Mapping[str, Neighbour], results: Sequence[Result]
) -> dict[str, CrossRigIssue]:
    """Return the issues that exist in the trackers given for their ids, from the results of
    `statements`.
    """
    found: dict[str, CrossRigIssue] = {}
    for number, tracker in enumerate(by_tracker(trackers)):
        found.update(_from_tracker(tracker, *results[3 * number : 3 * number + 3]))
    return found


def qualified(tracker: Neighbour, sql: str, table: str) -> str:
    """Return a statement about the table of another database, whose name `metadata.check_database`
    has accepted.
    """
    return sql.replace(f"FROM {table}", f"FROM `{tracker.database}`.{table}")


def by_tracker(trackers: Mapping[str, Neighbour]) -> dict[Neighbour, list[str]]:
    """Return the ids of each tracker."""
    found: dict[Neighbour, list[str]] = {}
    for issue_id, tracker in trackers.items():
        found.setdefault(tracker, []).append(issue_id)
    return found


def is_project(tracker: Neighbour, project: Result) -> bool:
    """Tell from the result of PROJECT whether a database is of the project that the routes name."""
    return bool(project.rows) and str(project.rows[0][0]) == tracker.project_id


def _from_tracker(
    tracker: Neighbour, project: Result, statuses: Result, rows: Result
) -> dict[str, CrossRigIssue]:
    if not is_project(tracker, project):
        return {}
    over = vocabulary(str(statuses.rows[0][0]) if statuses.rows else None, None).over
    return {
        row[0]: CrossRigIssue(issues.from_row(row), tracker.database, row[_STATUS] in over)
        for row in rows.rows
    }


_STATUS = Issue._fields.index("status")
