"""The state of a town: its server, daemon, rigs, mail and alerts, in two round trips.

Without a server the overview has what the town's files say.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from beadwork.dolt.connection import many_databases
from beadwork.dolt.connection.many_databases import Questions
from beadwork.dolt.connection.server_errors import ServerError
from beadwork.dolt.connection.session import Result, Session
from beadwork.dolt.databases import damaged_files
from beadwork.dolt.server import status
from beadwork.dolt.server.files import daemon_record, record
from beadwork.dolt.server.files.daemon_record import LiveDaemon
from beadwork.dolt.server.files.home import HQ
from beadwork.dolt.server.files.record import Record
from beadwork.dolt.server.files.remote_state import RemoteState
from beadwork.dolt.server.status import Status
from beadwork.dolt.versions import branches, remote_tracking
from beadwork.errors import BadTown, WrongServer
from beadwork.model.dependencies.cross_rig import Neighbours
from beadwork.model.mail import MAYOR
from beadwork.store.issues import claims
from beadwork.store.mail import messages
from beadwork.store.search import statistics
from beadwork.store.search.statistics import Counts
from beadwork.town import alerts, json_files
from beadwork.town.alerts import Alert
from beadwork.town.layout import Town
from beadwork.town.remotes import state
from beadwork.town.rigs import trackers
from beadwork.town.rigs.trackers import Tracker
from beadwork.town.workers import dead_owners
from beadwork.town.workers import record as worker_records
from beadwork.town.workers.dead_owners import DeadOwner
from beadwork.town.workers.record import Worker

POLECAT = "polecat-"
"""The beginning of the names of workers' branches."""


class Rig(NamedTuple):
    """One rig, or `hq`. `counts` is None where the rig could not be asked; `trouble` says why."""

    tracker: Tracker
    counts: Counts | None
    remotes: tuple[RemoteState, ...]
    polecats: tuple[str, ...]
    trouble: str
    dead_owners: tuple[DeadOwner, ...] = ()
    """The workers that are dead and have claims in the rig."""

    def of(self, *categories: str) -> int:
        """Return how many issues are in a status of these categories."""
        counts = self.counts.by_status if self.counts else {}
        return sum(counts.get(status, 0) for status in self.tracker.words.of_category(*categories))


class Overview(NamedTuple):
    """A town at one moment. `unread` is None where `hq` could not be asked."""

    town: Town
    server: Status
    daemon: LiveDaemon | None
    rigs: list[Rig]
    unread: int | None
    alerts: list[Alert]
    servers: dict[str, Status] = {}  # noqa: RUF012 - never changed
    """By rig, where each has a server of its own."""
    routing: tuple[str, ...] = ()
    """What is wrong with the routes."""
    workers: tuple[tuple[Worker, str], ...] = ()
    """The workers, each with its state."""
    silence: float = 0.0
    """For how many seconds a stalled daemon has written nothing; 0 for one that is well."""

    @property
    def down(self) -> list[str]:
        """What is wrong, in words; the server first."""
        found = [] if self.server.running else ["server"]
        found += [] if self.daemon and not self.silence else ["daemon"]
        found += [f"rig {rig.tracker.name}" for rig in self.rigs if rig.trouble]
        found += ["routes"] if self.routing else []
        return [*found, *(f"alert {alert.kind}" for alert in self.alerts)]


def look(
    town: Town, now: datetime, on_packet: Callable[[str], None] | None = None, *, only: str = ""
) -> Overview:
    """Return the state of the town with all rigs, or `only` one. Nothing is started or changed.

    Raises:
        BadTown: the registry cannot be used.
    """
    known = [tracker for tracker in trackers.all_of(town) if only in ("", tracker.name)]
    recorded = record.read(town.server) or _found_again(town)
    server = status.of_record(town.server, recorded, "running") if recorded else _unrecorded(town)
    rigs, unread = [_without_counts(tracker) for tracker in known], None
    if recorded or town.server.rig:
        try:  # an answer of the recorded server proves more than a look at its process
            rigs, unread = trackers.read(
                town,
                lambda session: _with_counts(town, session, trackers.neighbours(town), known, now),
                on_packet,
            )
        except ServerError as error:
            server = status.look(town.server, is_silent=error.is_silent)
            if server.running:  # it answers, but not to this
                why = f"the server answers with an error: {error.text}"
                rigs = [rig._replace(trouble=rig.trouble or why) for rig in rigs]
        except WrongServer as error:
            server = server._replace(running=False, state=str(error))
    servers = (
        {rig.tracker.name: _server_of(town, rig, server) for rig in rigs} if town.server.rig else {}
    )
    daemon = daemon_record.find(town.server)
    return Overview(
        town,
        server,
        daemon,
        [_with_file_fault(town, rig) for rig in rigs],
        unread,
        alerts.open_ones(town),
        servers,
        tuple(trackers.routing_troubles(town, known)),
        _workers(town, only),
        daemon_record.silence(town.server, daemon) if daemon else 0.0,
    )


def _workers(town: Town, rig: str) -> tuple[tuple[Worker, str], ...]:
    known = worker_records.all_of(town, rig).workers
    if not known:
        return ()
    from beadwork.town.workers import states  # only a town with workers asks tmux

    return tuple(states.of(town, known))


def _found_again(town: Town) -> Record | None:
    """Return the record of a running server that has lost it."""
    from beadwork.dolt.server.lifecycle import lost_record

    return lost_record.find(town.server)


def _unrecorded(town: Town) -> Status:
    """Return the status of a server without a record. It cannot be used, even if it runs."""
    found = status.look(town.server)
    return (
        found._replace(running=False, state="runs, but its record is lost")
        if found.running
        else found
    )


def _server_of(town: Town, rig: Rig, of_hq: Status) -> Status:
    """Return the status of a rig's own server. A server that just answered is not asked again."""
    if rig.tracker.name == HQ:
        return of_hq
    home = town.server_of(rig.tracker.name)
    known = record.read(home)
    return status.of_record(home, known, "running") if known and rig.counts else status.look(home)


def _with_file_fault(town: Town, rig: Rig) -> Rig:
    """Return the rig with the trouble of its database's files, which a running server may not have
    noticed.
    """
    name = rig.tracker.database
    if rig.trouble or not name:
        return rig
    fault = damaged_files.fault(str(town.data / name))
    if not fault:
        return rig
    if rig.counts is None:
        return rig._replace(trouble=f"{fault} (gt dolt recover {name})")
    return rig._replace(
        trouble=f"{fault}; its server still answers (gt dolt backup {name}; gt dolt recover {name})"
    )


def _without_counts(tracker: Tracker) -> Rig:
    return Rig(tracker, None, (), (), tracker.trouble)


def _with_counts(
    town: Town, session: Session, neighbours: Neighbours, known: Sequence[Tracker], now: datetime
) -> tuple[list[Rig], int | None]:
    opened = trackers.opened(town, session, known)
    suspects = dead_owners.suspects(town)
    asked: dict[str, Questions] = {
        tracker.database: (claims.of_owners(suspects.names or ("",)), *_questions(tracker))
        for tracker in opened
        if not tracker.trouble
    }
    answers, failures = many_databases.read(session, asked)
    claimed = {name: found.pop(0).rows for name, found in answers.items()}
    gathered = {name: statistics.count_data(found[:3]) for name, found in answers.items()}
    edges = {name: data.graph.edges_without_open_target() for name, data in gathered.items()}
    targets = trackers.targets_away(session, neighbours, edges)
    states = state.read(town, session, {name: found[4:7] for name, found in answers.items()})
    rigs = []
    for tracker in opened:
        if tracker.trouble or tracker.database not in answers:
            trouble = tracker.trouble or trackers.unreadable(
                town, tracker.database, failures[tracker.database]
            )
            rigs.append(Rig(tracker, None, (), (), trouble))
        else:
            counts = gathered[tracker.database].counts(
                targets[tracker.database], tracker.words, now
            )
            names = answers[tracker.database][3]
            rig = _rig(tracker, counts, states[tracker.database], names)
            dead = dead_owners.of_rig(tracker, suspects, claimed[tracker.database], now)
            rigs.append(rig._replace(dead_owners=dead))
    hq = next(
        (tracker for tracker in opened if tracker.name == HQ and tracker.database in answers), None
    )
    return rigs, int(answers[hq.database][-1].rows[0][0]) if hq else None


def _questions(tracker: Tracker) -> Questions:
    of_mail = (messages.unread_of(MAYOR),) if tracker.name == HQ else ()
    return (
        *statistics.count_statements(tracker.words.over),
        (branches.NAMES, ()),
        *remote_tracking.KNOWN,
        *of_mail,
    )


def _rig(tracker: Tracker, counts: Counts, remotes: tuple[RemoteState, ...], names: Result) -> Rig:
    return Rig(
        tracker,
        counts,
        remotes,
        tuple(str(row[0]) for row in names.rows if str(row[0]).startswith(POLECAT)),
        "",
    )


def _name(town: Town) -> str:
    try:
        return str(json_files.read(town.town_file).get("name", town.root.name))
    except BadTown:
        return town.root.name


def as_json(overview: Overview) -> dict[str, Any]:
    """Return the object that `gt status --json` prints."""
    daemon = (
        {"running": True, "pid": overview.daemon.pid} if overview.daemon else {"running": False}
    )
    found = {
        "town": _name(overview.town),
        "path": str(overview.town.root),
        "server": _status_as_json(overview.server),
        "servers": [
            {"name": name, **_status_as_json(status)} for name, status in overview.servers.items()
        ]
        or None,
        "daemon": daemon,
        "rigs": [rig_as_json(rig) for rig in overview.rigs],
        "workers": [
            worker_records.as_json(overview.town, worker, state)
            for worker, state in overview.workers
        ]
        or None,
        "dead_owners": [dead.as_json() for rig in overview.rigs for dead in rig.dead_owners],
        "unread_mail": overview.unread,
        "alerts": [
            {key: value for key, value in alert._asdict().items() if value}
            for alert in overview.alerts
        ],
        "down": overview.down,
    }
    return {key: value for key, value in found.items() if value is not None}


def _status_as_json(server: Status) -> dict[str, Any]:
    return {key: value for key, value in server._asdict().items() if value not in (None, "")}


def rig_as_json(rig: Rig) -> dict[str, Any]:
    """Return the object of one rig in it, without counts where the rig could not be asked."""
    tracker = rig.tracker
    found: dict[str, Any] = {
        "name": tracker.name,
        "prefix": tracker.prefix,
        "database": tracker.database,
    }
    if rig.counts:
        found.update(
            open=rig.of("active"),
            in_progress=rig.of("wip"),
            frozen=rig.of("frozen"),
            closed=rig.of("done"),
            blocked=rig.counts.blocked,
            ready=rig.counts.ready,
            remotes=[remote.as_json() for remote in rig.remotes],
            polecats=list(rig.polecats),
        )
    if rig.trouble:
        found["trouble"] = rig.trouble
    return {key: value for key, value in found.items() if value not in ("", [])}
