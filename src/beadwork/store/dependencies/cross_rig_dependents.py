"""Issues of the town's other trackers that depend on issues of this one.

Such an edge is a row of the other tracker. So every tracker on the server is read, in one packet
and by the index on the target, which takes half a millisecond each. If rigs have servers of their
own, each is read over a connection of its own, and a server that does not answer is named. Trackers
are read at the present state of their `main`. Their rows count under the same conditions as the
targets of edges (store/dependencies/cross_rig_targets.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from beadwork.dolt.connection.server_errors import Fault, ServerError
from beadwork.dolt.connection.session import Result, Session, Statement
from beadwork.model.dependencies.cross_rig import Neighbour, may_lead_away
from beadwork.model.dependencies.dependency import Dependency
from beadwork.store import identity_check
from beadwork.store.dependencies import cross_rig_targets, dependencies

if TYPE_CHECKING:
    from beadwork.dolt.connection.address import Address
    from beadwork.dolt.writing.transaction import Reader


NOT_SHOWN = "what waits there is not shown"
UNREADABLE = (Fault.NO_DATABASE, Fault.NO_TABLE, Fault.DAMAGED, Fault.LOST_FILES)


class IncomingEdge(NamedTuple):
    """An edge of another tracker that points at an issue of this one."""

    edge: Dependency
    tracker: Neighbour


def other_trackers(reader: Reader) -> list[Neighbour]:
    """Return the town's other trackers, on this server and on others; none outside a town.

    In a transaction, the trackers on this server that cannot be read are left out, which costs a
    round trip. A statement that fails would end the transaction.
    """
    own = _session(reader).database
    trackers = identity_check.neighbours(reader).trackers()
    found = [tracker for tracker in trackers if tracker.database != own]
    return found if isinstance(reader, Session) else readable(reader, found)


def readable(reader: Reader, trackers: Sequence[Neighbour]) -> list[Neighbour]:
    """Return the trackers without those on this server that cannot be read, which a warning
    names.
    """
    return [
        *cross_rig_targets.read_each(reader, _on_this_server(trackers), _probe, NOT_SHOWN),
        *(tracker for tracker in trackers if tracker.address is not None),
    ]


def _probe(tracker: Neighbour) -> tuple[Statement, ...]:
    return statements([tracker], [""])


def statements(trackers: Sequence[Neighbour], ids: Sequence[str]) -> tuple[Statement, ...]:
    """Return the statements about `ids` for the trackers on this server; `from_results` reads their
    results.
    """
    return tuple(
        statement
        for tracker in _on_this_server(trackers)
        for statement in (
            (cross_rig_targets.qualified(tracker, cross_rig_targets.PROJECT, "metadata"), ()),
            (
                cross_rig_targets.qualified(tracker, dependencies.ON_ISSUES, "dependencies"),
                (tuple(ids),),
            ),
        )
    )


def from_results(
    reader: Reader, trackers: Sequence[Neighbour], results: Sequence[Result], ids: Sequence[str]
) -> list[IncomingEdge]:
    """Return the edges to `ids` from the trackers, in the order of these. A tracker counts only if
    it is of the project that the routes name.

    The trackers on other servers are read by this function.
    """
    found = _edges(_on_this_server(trackers), results)
    for address in dict.fromkeys(tracker.address for tracker in trackers if tracker.address):
        found += _on_server(
            address, [tracker for tracker in trackers if tracker.address == address], ids
        )
    neighbours = identity_check.neighbours(reader)
    routed = neighbours.of_issues({edge.edge.issue_id for edge in found}) if found else {}
    return [edge for edge in found if routed.get(edge.edge.issue_id) == edge.tracker]


def incoming_edges(reader: Reader, ids: Sequence[str]) -> list[IncomingEdge]:
    """Return the edges of other trackers that point at `ids`: one round trip in a town, none
    outside.
    """
    trackers = other_trackers(reader)
    if not trackers:
        return []
    try:
        return _read(reader, trackers, ids)
    except ServerError as error:
        if not is_missing_tracker(error):
            raise
    return _read(reader, readable(reader, trackers), ids)


def is_missing_tracker(error: ServerError) -> bool:
    """Tell whether a packet may have failed because a database is missing, damaged or no tracker.
    The caller can try again with the trackers of `readable`.
    """
    return error.fault in UNREADABLE


def _read(reader: Reader, trackers: Sequence[Neighbour], ids: Sequence[str]) -> list[IncomingEdge]:
    asked = statements(trackers, ids)
    return from_results(reader, trackers, reader.read(*asked) if asked else (), ids)


def _on_this_server(trackers: Sequence[Neighbour]) -> list[Neighbour]:
    return [tracker for tracker in trackers if tracker.address is None]


def _on_server(
    address: Address, trackers: Sequence[Neighbour], ids: Sequence[str]
) -> list[IncomingEdge]:
    from beadwork.store.dependencies import cross_rig_servers

    def question(session: Session) -> list[IncomingEdge]:
        local = [tracker._replace(address=None) for tracker in trackers]
        answers = cross_rig_targets.read_each(
            session, local, lambda tracker: statements([tracker], ids), NOT_SHOWN
        )
        edges = _edges([*answers], [result for results in answers.values() for result in results])
        return [edge._replace(tracker=edge.tracker._replace(address=address)) for edge in edges]

    return cross_rig_servers.ask(address, trackers, question, NOT_SHOWN) or []


def _edges(trackers: Sequence[Neighbour], results: Sequence[Result]) -> list[IncomingEdge]:
    return [
        IncomingEdge(edge, tracker)
        for tracker, project, rows in zip(trackers, results[::2], results[1::2], strict=True)
        if cross_rig_targets.is_project(tracker, project)
        for edge in map(dependencies.from_row, rows.rows)
        if may_lead_away(edge.issue_id, edge.depends_on_id)
    ]


def _session(reader: Reader) -> Session:
    return reader if isinstance(reader, Session) else reader.session
