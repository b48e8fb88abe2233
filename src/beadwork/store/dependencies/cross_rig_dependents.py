"""Issues of the town's other trackers that depend on issues of this one.

Such an edge is a row over there, so whoever wants to know what depends on an issue asks every
tracker on the server, in one packet and by the index on the target: half a millisecond each; where
rigs have servers of their own, each of those over a connection of its own, and one that does not
answer is named. They are read as they are now, on their `main`, like what stands at the far end of
an edge (store/dependencies/cross_rig_targets.py), and believed under the same conditions.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from beadwork.dolt.connection.server_errors import Fault, ServerError
from beadwork.dolt.connection.session import Result, Session, Statement
from beadwork.model.dependencies.cross_rig import Neighbour, may_lead_away
from beadwork.model.dependencies.dependency import Dependency
from beadwork.store.dependencies import cross_rig_targets, dependencies

if TYPE_CHECKING:
    from beadwork.dolt.connection.address import Address
    from beadwork.dolt.writing.write import Reader


class Reaching(NamedTuple):
    """An edge of another tracker that points at an issue of this one."""

    edge: Dependency
    tracker: Neighbour


def trackers(reader: Reader) -> list[Neighbour]:
    """Return the town's other trackers, on this server and on others; none outside a town.

    In a transaction, of those on this server, the ones that can be read, which costs a round trip:
    a statement that fails would be its end.
    """
    session = _session(reader)
    found = [one for one in session.around() if one.database != session.database]
    return found if isinstance(reader, Session) else readable(reader, found)


def readable(reader: Reader, asked: Sequence[Neighbour]) -> list[Neighbour]:
    """Return the trackers without those that are on this server and cannot be read."""
    return [
        *cross_rig_targets.present(reader, _near(asked)),
        *(one for one in asked if one.address is not None),
    ]


def _near(asked: Sequence[Neighbour]) -> list[Neighbour]:
    return [one for one in asked if one.address is None]


def questions(asked: Sequence[Neighbour], ids: Sequence[str]) -> tuple[Statement, ...]:
    """Return what those of these trackers that are on this server are asked about some ids; `edges`
    reads the answers.
    """
    return tuple(
        question
        for one in _near(asked)
        for question in (
            (cross_rig_targets.of(one, cross_rig_targets.PROJECT, "metadata"), ()),
            (cross_rig_targets.of(one, dependencies.ON_ISSUES, "dependencies"), (tuple(ids),)),
        )
    )


def edges(
    reader: Reader, asked: Sequence[Neighbour], answers: Sequence[Result], ids: Sequence[str]
) -> list[Reaching]:
    """Return the edges that lead to `ids` out of trackers that are what they should be, in the
    order of the trackers.

    Those on other servers are asked now.
    """
    found = _read(_near(asked), answers)
    for address in dict.fromkeys(one.address for one in asked if one.address is not None):
        found += _afar(address, [one for one in asked if one.address == address], ids)
    at = _session(reader).beside({one.edge.issue_id for one in found}) if found else {}
    return [one for one in found if at.get(one.edge.issue_id) == one.tracker]


def _read(asked: Sequence[Neighbour], answers: Sequence[Result]) -> list[Reaching]:
    return [
        Reaching(edge, one)
        for one, project, rows in zip(asked, answers[::2], answers[1::2], strict=True)
        if project.rows and str(project.rows[0][0]) == one.project_id
        for edge in map(dependencies.from_row, rows.rows)
        if may_lead_away(edge.issue_id, edge.depends_on_id)
    ]


def _afar(address: Address, asked: Sequence[Neighbour], ids: Sequence[str]) -> list[Reaching]:
    from beadwork.store.dependencies import cross_rig_servers

    def question(opened: Session) -> list[Reaching]:
        there = cross_rig_targets.present(opened, [one._replace(address=None) for one in asked])
        found = _read(there, opened.read(*questions(there, ids))) if there else []
        return [one._replace(tracker=one.tracker._replace(address=address)) for one in found]

    return cross_rig_servers.ask(address, asked, question, "what waits there is not shown") or []


def on(reader: Reader, ids: Sequence[str]) -> list[Reaching]:
    """Return the edges of other trackers that point at `ids`: one round trip in a town, none
    outside.
    """
    asked = trackers(reader)
    if not asked:
        return []
    try:
        return _ask(reader, asked, ids)
    except ServerError as error:
        if not is_spoiled(error):
            raise
    return _ask(reader, readable(reader, asked), ids)


def _ask(reader: Reader, asked: Sequence[Neighbour], ids: Sequence[str]) -> list[Reaching]:
    own = questions(asked, ids)
    return edges(reader, asked, reader.read(*own) if own else (), ids)


def is_spoiled(error: ServerError) -> bool:
    """Tell whether a packet may have failed for a tracker that is not there or is none:
    `beside.present` has the rest.
    """
    return error.fault in (Fault.NO_DATABASE, Fault.NO_TABLE)


def _session(reader: Reader) -> Session:
    return reader if isinstance(reader, Session) else reader.session
