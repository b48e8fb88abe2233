"""Issues of other trackers of the town that are targets of edges of this tracker.

A target that is not open here is read from the tracker to which its route leads, and the statuses
of that tracker say whether it is over. If that tracker has no such issue, the edge blocks nothing.
If it cannot be asked, the target is not known, and the edge holds (not_known.py). The other tracker
is always read at the present state of its `main`, even if this one is read as of an earlier time or
on a branch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from beadwork.dolt.connection.server_errors import Fault, ServerError
from beadwork.dolt.connection.session import Result, Session, Statement
from beadwork.model.dependencies.cross_rig import Neighbour, NotKnown, may_lead_away
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


class Answers(NamedTuple):
    """The issues that other trackers have, and why a tracker could not be asked."""

    found: dict[str, CrossRigIssue]
    unasked: dict[Neighbour, str]


def of_edges(
    reader: Reader, edges: Iterable[tuple[str, str]], consequence: str = "holds"
) -> dict[str, CrossRigIssue | NotKnown]:
    """Return, by id, the targets of those edges (issue, target) that lead into another tracker, and
    warn of a rig that cannot be asked.

    Nothing is read if both ends of each edge have the same prefix. Else the routes are read. If a
    route leads to another tracker, there are two round trips.

    Raises:
        BadTown: the routes cannot be read.
    """
    found = look_up(reader, edges)
    unknown = {end: target for end, target in found.items() if isinstance(target, NotKnown)}
    if unknown:
        from beadwork.store.dependencies import not_known

        not_known.warn(reader, unknown, consequence)
    return found


def look_up(
    reader: Reader, edges: Iterable[tuple[str, str]]
) -> dict[str, CrossRigIssue | NotKnown]:
    """Return what `of_edges` returns, without a warning; raises as it."""
    away = {target for issue_id, target in edges if may_lead_away(issue_id, target)}
    if not away:
        return {}
    routed = identity_check.neighbours(reader).of_issues(away)
    database = _database(reader)
    trackers = {end: at for end, at in routed.items() if at.database != database}
    answers = ask(reader, trackers) if trackers else Answers({}, {})
    found: dict[str, CrossRigIssue | NotKnown] = {**answers.found}
    if answers.unasked or len(routed) < len(away):
        from beadwork.store.dependencies import not_known

        found |= not_known.here(reader, trackers, answers.unasked, away - routed.keys())
    return found


def is_open(
    targets: Mapping[str, CrossRigIssue | NotKnown], target: str, is_open_here: bool
) -> bool:
    """Tell whether the target of an edge is open, here or in its own tracker; `targets` is the
    result of `of_edges`.
    """
    return is_open_here or (target in targets and not targets[target].is_over)


def trackers_of(reader: Reader, ids: Iterable[str]) -> dict[str, Neighbour]:
    """Return the trackers of the ids that belong to a tracker other than the reader's.

    Raises:
        BadTown: the routes cannot be read.
    """
    database = _database(reader)
    return {
        issue_id: tracker
        for issue_id, tracker in identity_check.neighbours(reader).of_issues(ids).items()
        if tracker.database != database
    }


def _database(reader: Reader) -> str | None:
    return (reader if isinstance(reader, Session) else reader.session).database


def issues_of(
    targets: Mapping[str, CrossRigIssue | NotKnown],
) -> dict[str, Issue]:
    """Return the issues of the targets that are known."""
    return {
        issue_id: target.issue
        for issue_id, target in targets.items()
        if isinstance(target, CrossRigIssue)
    }


def read(reader: Reader, trackers: Mapping[str, Neighbour]) -> dict[str, CrossRigIssue]:
    """Return the issues that exist in the trackers given for their ids; a tracker that cannot be
    asked has none.
    """
    return ask(reader, trackers).found


def ask(reader: Reader, trackers: Mapping[str, Neighbour]) -> Answers:
    """Return the issues that exist in the trackers given for their ids, in two round trips for each
    server.
    """
    here = {issue_id: tracker for issue_id, tracker in trackers.items() if tracker.address is None}
    answers = _on_this_server(reader, here)
    if len(here) < len(trackers):
        far = _on_other_servers(trackers)
        answers = Answers(answers.found | far.found, answers.unasked | far.unasked)
    return answers


def _on_this_server(reader: Reader, trackers: Mapping[str, Neighbour]) -> Answers:
    ids = by_tracker(trackers)
    answers, faults = _read_each(reader, list(ids), lambda tracker: _questions(tracker, ids))
    unasked = {tracker: _reason(error) for tracker, error in faults.items()}
    found: dict[str, CrossRigIssue] = {}
    for tracker, results in answers.items():
        if is_project(tracker, results[0]):
            found.update(_from_tracker(tracker, *results))
        else:
            unasked[tracker] = f"the database {tracker.database} belongs to another project"
    return Answers(found, unasked)


def _reason(error: ServerError) -> str:
    from beadwork.store.dependencies import cross_rig_servers

    return cross_rig_servers.reason(error)


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
    answers, faults = _read_each(reader, list(trackers), questions)
    for tracker, error in faults.items():
        from beadwork.store.dependencies import cross_rig_servers

        cross_rig_servers.warn({tracker.database}, consequence, error)
    return answers


def _read_each(
    reader: Reader,
    trackers: Sequence[Neighbour],
    questions: Callable[[Neighbour], Sequence[Statement]],
) -> tuple[dict[Neighbour, list[Result]], dict[Neighbour, ServerError]]:
    """Return the answers, and the error of each tracker that cannot be read; raises as
    `read_each`.
    """
    try:
        found = _in_one_packet(reader, existing(reader, trackers), questions)
    except ServerError as error:
        if error.fault in OF_SERVER or not isinstance(reader, Session):
            raise
        return _one_by_one(reader, trackers, questions)
    missing = ServerError(NO_DATABASE, "database not found")
    return found, {tracker: missing for tracker in trackers if tracker not in found}


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
) -> tuple[dict[Neighbour, list[Result]], dict[Neighbour, ServerError]]:
    found: dict[Neighbour, list[Result]] = {}
    faults: dict[Neighbour, ServerError] = {}
    for tracker in trackers:
        try:
            found.update(_in_one_packet(session, [tracker], questions))
        except ServerError as error:
            if error.fault in OF_SERVER:
                raise
            faults[tracker] = error.without_frames()
    return found, faults


def _on_other_servers(trackers: Mapping[str, Neighbour]) -> Answers:
    from beadwork.store.dependencies import cross_rig_servers

    answers = Answers({}, {})
    for address in {tracker.address for tracker in trackers.values()} - {None}:
        local = {
            issue_id: tracker._replace(address=None)
            for issue_id, tracker in trackers.items()
            if tracker.address == address
        }
        try:
            with cross_rig_servers.session(address) as opened:
                found, unasked = _on_this_server(opened, local)
        except ServerError as error:
            found = {}
            unasked = dict.fromkeys(local.values(), cross_rig_servers.reason(error))
        answers.found.update(found)
        answers.unasked.update(
            {tracker._replace(address=address): why for tracker, why in unasked.items()}
        )
    return answers


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
