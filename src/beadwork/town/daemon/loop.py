"""The daemon's main thread: it starts the other threads, and waits for signals and overdue jobs.

    server     supervises a Dolt server (managed/supervisor.py)
    health     every 30 s, and at once when a server has started (health.py)
    garbage    every 10 minutes (gc.py)
    heartbeat  every 3 minutes: the sessions (sessions.py), and the registry of rigs
    letters    every 3 minutes: alerts are mailed to the mayor (mail_alerts.py)
    convoys    every 3 minutes: convoys whose beads are all over are closed (convoys.py)
    remote     every 3 minutes: one database and its remote (remote_jobs.py); only the end waits
    ledger     ledgers are published (ledgers.py), on close or on a schedule

Each managed server has a thread of the first three (managed/): one for the town, or one
for each rig. Each database that is pushed or pulled has a thread of the last.
"""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from datetime import UTC, datetime
from logging import Logger
from types import FrameType

from filelock import FileLock, Timeout

from beadwork import errors
from beadwork.dolt.server.files import record
from beadwork.dolt.server.machine import process
from beadwork.model.settings_table import float_setting, int_setting
from beadwork.model.supervision import State
from beadwork.model.times.timestamps import format_timestamp
from beadwork.town import configuration, servers
from beadwork.town.configuration import Configuration
from beadwork.town.daemon import (
    convoys,
    daemon_log,
    mail_alerts,
    paths,
    tmux,
    worker_sessions,
)
from beadwork.town.daemon.active_configuration import ActiveConfiguration
from beadwork.town.daemon.ledgers import Ledgers
from beadwork.town.daemon.managed.managed_servers import ManagedServers
from beadwork.town.daemon.publisher import Publisher
from beadwork.town.daemon.remote_jobs import RemoteJobs
from beadwork.town.daemon.schedule import Job, Schedule
from beadwork.town.daemon.sessions import SessionSupervisor
from beadwork.town.daemon.waker import Waker
from beadwork.town.layout import Town
from beadwork.town.workers import refinery
from beadwork.workspace import town_place

LOOK_SECONDS = float_setting("daemon.overdue-poll")
"""The interval at which the main thread looks for overdue jobs."""
LOOKS_ELSEWHERE = 2
"""So often in a row the town's directory has to be another one, or none, before the daemon ends."""
ENDING = {signal.SIGTERM, signal.SIGINT}
HEARTBEAT_SECONDS = int_setting("daemon.heartbeat-limit")
MAIL_ALERTS_SECONDS = int_setting("daemon.letters-limit")
CONVOYS_SECONDS = int_setting("daemon.convoys-limit")
LEDGER_SECONDS = int_setting("daemon.ledger-limit")
REFINERY_SECONDS = int_setting("daemon.refinery-limit")
OVERDUE = "job-overdue"
SESSION = "session-gave-up"
SESSION_FAILS = "session-restarts"
SESSION_KINDS = (SESSION, SESSION_FAILS)


def run(town: Town, *, echo: bool) -> None:
    """Run the daemon of a town until SIGTERM or SIGINT.

    Raises:
        Exists: the town has a daemon already.
        BadTown: `mayor/daemon.json` cannot be used; nothing was started.
        StorageFailure: `daemon/` cannot be written.
    """
    current = configuration.read(town)
    servers.refuse_other_topology(town)
    try:
        os.makedirs(town.server.control, mode=0o700, exist_ok=True)
        lock = FileLock(paths.lock(town), timeout=0, mode=0o600)
        lock.acquire()
    except Timeout:
        raise errors.Exists(
            f"a daemon of {town.root} runs already", hint="gt daemon status"
        ) from None
    except OSError as error:
        raise errors.StorageFailure(
            f"{town.server.control} cannot be used: {error.strerror or error}"
        ) from None
    tmux.keep_umask(os.umask(0o077))  # of logs, whose next file is made at a rotation
    try:
        for name in [name for name in os.environ if name.startswith(("BEADS_", "BD_"))]:
            del os.environ[name]  # these belong to the workspace from which the daemon was started
        town_place.settle(str(town.root))
        Daemon(town, current, daemon_log.open_log(town, echo=echo)).live()
    finally:
        lock.release()


class Daemon:
    """One daemon: its servers, its sessions, its jobs."""

    def __init__(self, town: Town, current: Configuration, log: Logger) -> None:
        self.town = town
        self.log = log
        self.publisher = Publisher(town, log)
        self.active = ActiveConfiguration(town, current, self.publisher)
        self.ledgers = Ledgers(town, self.publisher)
        self.schedule = Schedule(self._jobs(), log, self._write)
        self.servers = ManagedServers(
            town, self.active, self.publisher, log, self.schedule, self._write
        )
        self.remotes = RemoteJobs(town, self.active, self.publisher, self.schedule)
        self.sessions: dict[str, SessionSupervisor] = {}
        self._waker = Waker()
        self._signals: list[int] = []
        self._heartbeat_at = ""
        self._began_at = _stamp(datetime.now(UTC))
        self._place = record.place_of(town.server.control)
        self._looks_elsewhere = 0
        """The looks in a row that found another directory, or none, at the daemon's path."""
        self._ending = False

    def live(self) -> None:
        """Run until a signal asks for the end."""
        for number in (*ENDING, signal.SIGHUP):
            signal.signal(number, self._on_signal)
        self.log.info("daemon: begins: pid %d, town %s", os.getpid(), self.town.root)
        self.active.save_copy()
        self.publisher.close_all_alerts()  # a killed daemon left them open
        self._set_sessions()
        self.remotes.follow_configuration()
        self._write()
        self.servers.start()
        self.schedule.start()
        self.schedule.run_soon("heartbeat")
        while not ENDING & set(self._signals) and not self._is_moved:
            self._run_once()
        self._end()

    def _jobs(self) -> tuple[Job, ...]:
        def every() -> float:
            return self.active.current.daemon.heartbeat_seconds

        return (
            Job("heartbeat", every, HEARTBEAT_SECONDS, self._heartbeat),
            Job("letters", every, MAIL_ALERTS_SECONDS, lambda: mail_alerts.send(self.town)),
            Job("convoys", every, CONVOYS_SECONDS, lambda: convoys.close_finished(self.town)),
            Job("ledger", self._ledger_interval, LEDGER_SECONDS, self._publish_ledgers),
            Job("refinery", every, REFINERY_SECONDS, self._refine),
        )

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self._signals.append(number)
        self._waker.wake()

    @property
    def _is_moved(self) -> bool:
        """Tell whether the town was moved away: what is at its path now is another's."""
        return self._looks_elsewhere >= LOOKS_ELSEWHERE

    def _run_once(self) -> None:
        self._waker.wait(LOOK_SECONDS)
        is_here = record.is_here(self.town.server.control, **self._place)
        self._looks_elsewhere = 0 if is_here else self._looks_elsewhere + 1
        if not is_here:
            return
        if signal.SIGHUP in self._signals:
            self._signals.remove(signal.SIGHUP)
            self._reload()
        late = ", ".join(sorted(self.schedule.overdue()))
        if late:
            self.publisher.open_alert(
                OVERDUE, f"jobs of the daemon run for too long: {late}. See `gt daemon logs`"
            )
        else:
            self.publisher.close_alerts([OVERDUE])
        for server in self.servers.all():
            server.update_alerts()  # again, as the disk may have been full
        self._write()

    def _reload(self) -> None:
        """Apply the new configuration and registry, and retry servers and sessions that were given
        up.
        """
        is_good = self.active.reload()
        if is_good:
            self.log.info("daemon: has read %s", self.town.daemon_file)
            self.servers.apply_enabled()
        self.servers.follow_registry()
        if not is_good:
            return
        self._set_sessions()
        self.remotes.forget_failures()
        self.ledgers.forget_failures()
        self.remotes.follow_configuration()
        self.schedule.intervals_changed()
        for server in self.servers.all():
            if self.active.current.enabled:
                server.retry_if_given_up()

    def _set_sessions(self) -> None:
        kept, wanted = self.sessions, {}
        for watched in self.active.current.sessions:
            supervisor = kept.get(watched.name)
            if supervisor is None or supervisor.state.state is State.GAVE_UP:
                supervisor = SessionSupervisor(
                    self.town, watched, self.active.policy, self.log, self._session_gave_up
                )
            supervisor.watched = watched
            wanted[watched.name] = supervisor
        self.sessions = wanted
        gone = kept.keys() - wanted.keys()
        self.publisher.close_alerts({f"{kind}-{name}" for name in gone for kind in SESSION_KINDS})

    def _session_gave_up(self, name: str) -> None:
        text = f"the daemon gave up on the session {name}, which ends again and again"
        self.publisher.open_alert(
            f"{SESSION}-{name}", f"{text}; `gt daemon reload` tries again", mail_mayor=True
        )

    def _ledger_interval(self) -> float:
        return self.ledgers.interval(self.active.current.ledger)

    def _publish_ledgers(self) -> str:
        return self.ledgers.publish(self.active.current.ledger)

    def _refine(self) -> str:
        if not self.active.current.refinery:
            return "off"
        outcomes = refinery.run(self.town)
        return f"merged {sum(outcome.done is not None for outcome in outcomes)} of {len(outcomes)}"

    def _update_alerts(self, session: SessionSupervisor) -> None:
        name = session.watched.name
        if session.state.state is State.RUNNING:
            self.publisher.close_alerts([f"{SESSION}-{name}"])
        if session.is_failing:
            text = f"the session {name}: {session.error}. See `gt daemon logs`"
            self.publisher.open_alert(f"{SESSION_FAILS}-{name}", text)
        else:
            self.publisher.close_alerts([f"{SESSION_FAILS}-{name}"])

    def _heartbeat(self) -> str:
        for session in self.sessions.values():
            session.check()
            self._update_alerts(session)
        worker_sessions.look(self.town, self.publisher)
        with suppress(OSError):  # of a full disk, which has its own alert
            for server in self.servers.all():
                server.shorten_log()
        self.servers.follow_registry()
        self.remotes.follow_configuration()
        self.remotes.notice_repairs()
        self._heartbeat_at = _stamp(datetime.now(UTC))
        is_kept = self.active.current.enabled
        servers = [
            f"{server.supervisor.name} {server.supervisor.state.state.value}"
            for server in self.servers.all()
            if is_kept
        ]
        states = [
            f"{name} {session.state.state.value}" for name, session in sorted(self.sessions.items())
        ]
        return ", ".join([*(servers or ["server not ours"]), *states])

    def _write(self) -> None:
        """Write the status record."""
        jobs = {
            name: {
                "at": _stamp(datetime.fromtimestamp(done.at, UTC)),
                "seconds": round(done.seconds, 3),
                "result": done.result,
            }
            for name, done in sorted(self.schedule.last.copy().items())
        }
        seconds = self.active.current.daemon.heartbeat_seconds
        self.publisher.write_record(
            {
                "pid": os.getpid(),
                **self._place,
                "started": process.start_time(os.getpid()),
                "began_at": self._began_at,
                "ready": self.servers.first_starts_done(),
                **self.servers.status_record(ending=self._ending),
                "sessions": {
                    name: session.state.state.value
                    for name, session in sorted(self.sessions.items())
                },
                "session_errors": {
                    name: session.error
                    for name, session in sorted(self.sessions.items())
                    if session.error
                },
                "heartbeat_seconds": seconds,
                "heartbeat_at": self._heartbeat_at,
                "broken_configuration": self.active.error,
                "jobs": jobs,
            },
            seconds,
        )

    def _end(self) -> None:
        """End the jobs, a running push included, then stop the servers, each within its limit."""
        if self._is_moved:
            self._end_moved()
            return
        self.log.info("daemon: ends")
        self._ending = True
        self._write()
        late = self.schedule.stop(self.active.current.daemon.stop_seconds)
        if late:
            self.log.error("daemon: did not wait any longer for: %s", ", ".join(late))
        self.servers.stop()
        self.publisher.close_all_alerts()
        self.publisher.remove_record()
        self.log.info("daemon: has ended")

    def _end_moved(self) -> None:
        """End the servers by their processes, and touch no file at the paths that were ours."""
        self.log.error("daemon: %s was moved or replaced: daemon and servers end", self.town.root)
        self.schedule.stop(self.active.current.daemon.stop_seconds)
        self.servers.stop_moved()
        self.log.info("daemon: has ended")


def _stamp(moment: datetime) -> str:
    return format_timestamp(moment.replace(microsecond=0, tzinfo=None))
