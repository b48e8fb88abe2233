"""The trackers of a town, `hq` and every rig, over one connection. Each is checked first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from beadwork.dolt.connection import many_databases
from beadwork.dolt.connection.address import Address
from beadwork.dolt.connection.many_databases import Questions, SessionPerServer
from beadwork.dolt.connection.server_errors import Fault, ServerError, explain
from beadwork.dolt.connection.session import Result, Session
from beadwork.dolt.databases import damaged_files
from beadwork.dolt.server import accounts
from beadwork.dolt.server.files.home import HQ, Home, TownHome
from beadwork.errors import BadWorkspace, NoServer, NoTracker, WrongServer
from beadwork.model.dependencies.cross_rig import Neighbours, NotKnown, may_lead_away
from beadwork.model.issues.kinds import Vocabulary
from beadwork.store import identity_check
from beadwork.store.dependencies import cross_rig_servers, cross_rig_targets, not_known
from beadwork.store.dependencies.cross_rig_targets import CrossRigIssue
from beadwork.store.issues import issues
from beadwork.town.layout import Town
from beadwork.town.rigs import registry
from beadwork.workspace import cross_rig, locate, routes, unasked_rigs
from beadwork.workspace.connection.server import Flags, choose, managed

T = TypeVar("T")


class Tracker(NamedTuple):
    """One tracker. `trouble` says why it cannot be asked. `words` are set by `opened`."""

    name: str
    prefix: str
    database: str = ""
    project_id: str = ""
    trouble: str = ""
    words: Vocabulary = Vocabulary()
    ready_sort: str = ""
    """The setting `ready.sort`, set by `opened`."""
    claim_lease: int = 0
    """The setting `claim.lease` in minutes, set by `opened`."""


def all_of(town: Town) -> list[Tracker]:
    """Return `hq` and the rigs by name, from the town's files. Rigs whose entry in the registry
    cannot be used come last.

    Raises:
        BadTown: the registry cannot be used.
    """
    address = address_of(town)
    known = registry.read(town)
    rigs = [_of(rig.name, rig.prefix, town.clone(rig.name), address) for rig in known.rigs]
    damaged = [Tracker(name, "", trouble=why) for name, why in known.damaged.items()]
    return [_of(HQ, HQ, town.root, address), *rigs, *damaged]


def get(town: Town, name: str) -> Tracker:
    """Return the tracker of a registered rig; raises as `all_of`."""
    return next(tracker for tracker in all_of(town) if tracker.name == name)


def _of(name: str, prefix: str, place: Path, address: Address) -> Tracker:
    try:
        found = locate.governing(str(place))
        server = cross_rig.place_of(found, address, Flags()) if found else None
    except BadWorkspace as error:
        return Tracker(name, prefix, trouble=str(error))
    if found is None:
        return Tracker(name, prefix, trouble=f"{place} has no workspace")
    if server is None:
        return Tracker(name, prefix, found.database, trouble="it is on a server of its own")
    return Tracker(name, prefix, found.database, found.project_id)


def address_of(town: Town) -> Address:
    """Return the address of the town's server. Where hq's workspace cannot be used, that is the
    managed server.
    """
    try:
        found = locate.governing(str(town.root))
        return (
            choose(found.metadata, place=found.root, beads=found.beads).address
            if found
            else managed(town.server)
        )
    except BadWorkspace:
        return managed(town.server)


def session(
    town: Town, on_packet: Callable[[str], None] | None = None, *, as_root: bool = False
) -> Session:
    """Return a session without a database. The server has to prove that it is the town's.

    The session uses the read-only account, where that account exists.
    """
    address = address_of(town)
    if not as_root:
        address = _reader(town.server, address)

    def greeted(results: list[Result]) -> None:
        if address.uuid and results[0].rows[0][0] != address.uuid:
            raise WrongServer(
                (
                    f"the server at {address.name()} is {results[0].rows[0][0]}, not the town's, "
                    f"{address.uuid}"
                ),
                hint="gt dolt status",
            )

    kind = SessionPerServer if town.server.rig else Session
    opened = kind(
        address, None, greeting=((identity_check.UUID, ()),), greeted=greeted, on_packet=on_packet
    )
    if isinstance(opened, SessionPerServer):
        from beadwork.town import (
            servers,  # this imports the start of servers, which `gt status` can do without
        )

        opened.sessions = {
            home.rig: cross_rig_servers.session(_reader_of_rig(home))
            for home in servers.all_of(town)
        }
    return opened


def _reader(home: Home, root: Address) -> Address:
    if not accounts.are_kept(root):
        return root
    return accounts.of_reader(home, root) or root


def _reader_of_rig(home: TownHome) -> Address:
    root = managed(home)
    if not accounts.are_kept(root) or not accounts.of_project(home, root, home.rig):
        return root  # the reader may read a database only after its project's account was made
    return _reader(home, root)


def read(
    town: Town, question: Callable[[Session], T], on_packet: Callable[[str], None] | None = None
) -> T:
    """Ask over one connection with the read-only account. Where access is denied, root asks again.

    Access is denied where a project's account was never made, or where a database is missing: Dolt
    says that to root only.

    Raises:
        ServerError: the server does not answer.
        WrongServer: the server is not the town's.
    """
    try:
        with session(town, on_packet) as opened:
            return question(opened)
    except ServerError as error:
        if error.fault is not Fault.DENIED:
            raise
    with session(town, on_packet, as_root=True) as opened:
        return question(opened)


def neighbours(town: Town) -> Neighbours:
    """Return the trackers of a town, as its own server sees them. Unusable routes are left out."""
    place, address, flags = str(town.root), address_of(town), Flags()
    return Neighbours(
        lambda ids: cross_rig.of(place, ids, address, flags, routes.read_usable(place)[0]),
        lambda: cross_rig.all_of(place, address, flags),
        lambda ids: unasked_rigs.of(place, ids),
    )


def routing_troubles(town: Town, known: Sequence[Tracker]) -> list[str]:
    """Return what is wrong with each line of the routes, and which trackers no edge can reach."""
    usable, wrong = routes.read_usable(str(town.root))
    prefixes = {route.prefix for route in usable}
    names = [
        tracker.name for tracker in known if tracker.prefix and f"{tracker.prefix}-" not in prefixes
    ]
    return [*wrong, *(f"no route leads to {name}: what waits for it is held" for name in names)]


def ask(
    town: Town, question: Callable[[Session], T], on_packet: Callable[[str], None] | None = None
) -> T:
    """Ask over one connection. Wait for a server that the daemon is restarting.

    Raises:
        NoServer: no server answers.
        WrongServer: the server is not the town's.
    """
    try:
        # With several servers, one that does not answer is a trouble of its rig only.
        return read(town, question, on_packet)
    except ServerError as error:
        if error.fault not in (Fault.LOST, Fault.REFUSED) or error.is_silent:
            raise explain(error) from error
    from beadwork.workspace.connection.wait_restart import brought_back

    if not brought_back(town.server):
        raise NoServer(f"no server answers at {address_of(town).name()}", hint="gt dolt start")
    return read(town, question, on_packet)


def opened(town: Town, session: Session, known: Sequence[Tracker]) -> list[Tracker]:
    """Return the trackers with their words, or with their trouble, in one round trip for all.

    Raises:
        ServerError: the server does not answer.
    """
    asked: dict[str, Questions] = {
        tracker.database: ((identity_check.METADATA, ()), (identity_check.CONFIG, ()))
        for tracker in known
        if not tracker.trouble
    }
    answers, failures = many_databases.read(session, asked)
    is_alone = isinstance(session, SessionPerServer)
    troubles = {
        database: unreadable(town, database, error, is_alone=is_alone)
        for database, error in failures.items()
    }
    return [_opened(tracker, answers, troubles) for tracker in known]


def unreadable(town: Town, database: str, error: ServerError, *, is_alone: bool = False) -> str:
    """Return the trouble of a tracker whose database cannot be read; `is_alone` says that it has a
    server of its own.
    """
    if is_alone and error.fault in (Fault.LOST, Fault.REFUSED):
        return f"its server does not answer (gt dolt start {database})"
    why = damaged_files.answer(str(town.data / database), error)
    return f"the database {database} cannot be read: {why} (gt dolt recover {database})"


def _opened(
    tracker: Tracker,
    answers: many_databases.Answers,
    troubles: dict[str, str],
) -> Tracker:
    if tracker.trouble:
        return tracker
    if tracker.database in troubles:
        return tracker._replace(trouble=troubles[tracker.database])
    try:
        results = [Result((("",),), 0), *answers[tracker.database]]
        found = identity_check.read(results, tracker.database)
    except NoTracker as error:
        return tracker._replace(trouble=error.message)
    if found.project_id != tracker.project_id:
        return tracker._replace(
            trouble=(
                f"the database {tracker.database} belongs to project {found.project_id or '(none)'}"
            )
        )
    if found.schema_version > identity_check.SCHEMA_VERSION:
        return tracker._replace(
            trouble=f"the database {tracker.database} has the newer schema {found.schema_version}"
        )
    return tracker._replace(
        words=found.vocabulary, ready_sort=found.ready_sort, claim_lease=found.claim_lease
    )


def targets_away(
    session: Session, neighbours: Neighbours, edges: dict[str, list[tuple[str, str]]]
) -> dict[str, dict[str, CrossRigIssue | NotKnown]]:
    """Return, by database, the targets of those edges (issue, target) that lead into another
    tracker.
    """
    out = {
        name: {end for issue, end in targets if may_lead_away(issue, end)}
        for name, targets in edges.items()
    }
    ends = set().union(*out.values())
    at = neighbours.of_issues(ends) if ends else {}
    trackers = {
        end: at[end]
        for name, targets in out.items()
        for end in targets
        if end in at and at[end].database != name
    }
    answers = cross_rig_targets.ask(session, trackers)
    found: dict[str, dict[str, CrossRigIssue | NotKnown]] = {
        name: {end: answers.found[end] for end in targets if end in answers.found}
        for name, targets in out.items()
    }
    if answers.unasked or len(at) < len(ends):
        unknown = not_known.targets(neighbours, trackers, answers.unasked, ends - at.keys())
        for name, targets in _not_here(session, out, unknown).items():
            found[name].update(targets)
    return found


def _not_here(
    session: Session, out: dict[str, set[str]], unknown: dict[str, NotKnown]
) -> dict[str, dict[str, NotKnown]]:
    """Return, by database, the targets that are not known. What a database has itself is known."""
    wanted = {
        name: {end for end in targets if end in unknown and unknown[end].rig.rig != name}
        for name, targets in out.items()
    }
    answers, _ = many_databases.read(
        session,
        {name: ((issues.EXISTING, (tuple(ends),)),) for name, ends in wanted.items() if ends},
    )
    return {
        name: {end: unknown[end] for end in wanted[name] - {row[0] for row in rows.rows}}
        for name, (rows,) in answers.items()
    }
