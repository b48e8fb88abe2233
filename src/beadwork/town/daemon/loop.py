"""The daemon itself: one of them per town, its threads, its signals, and what they tell each other.

    server     keeps the Dolt server alive (server.py)
    health     every 30 s, and at once when the server has come up (health.py)
    heartbeat  every 3 minutes: the sessions that have to live (sessions.py)
    letters    with every heartbeat: alerts to the mayor
    garbage    every 10 minutes (garbage.py)
    main       waits for signals and for jobs that are overdue

A push of remotes is one more row of `_jobs`, with a limit of its own: no other job waits for it.
"""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from datetime import UTC, datetime
from types import FrameType
from typing import Any

from filelock import FileLock, Timeout

from beadwork import errors
from beadwork.dolt.server import process
from beadwork.dolt.server.record import replace
from beadwork.model.supervision import Action, Event, Policy, State
from beadwork.model.timestamps import format_timestamp
from beadwork.town import configuration
from beadwork.town.configuration import Configuration
from beadwork.town.daemon import diary, garbage, health, letters, places
from beadwork.town.daemon.news import News
from beadwork.town.daemon.schedule import Job, Schedule
from beadwork.town.daemon.server import ServerKeeper
from beadwork.town.daemon.sessions import SessionKeeper
from beadwork.town.daemon.waking import Call
from beadwork.town.layout import Town

LOOK_SECONDS = 1.0
"""How often the main thread looks for jobs that are overdue."""
START_SECONDS = 75
"""So long may the end wait for a start of the server that has begun (a server has a minute to come up)."""
ENDING = {signal.SIGTERM, signal.SIGINT}
GAVE_UP = "server-gave-up"
CONFIGURATION = "configuration"
OVERDUE = "job-overdue"
SESSION = "session-gave-up"


def run(town: Town, *, aloud: bool) -> None:
    """Be the daemon of a town until SIGTERM or SIGINT comes.

    Raises:
        Exists: the town has one already.
        BadTown: `mayor/daemon.json` cannot be used; nothing was started.
        StorageFailure: `daemon/` cannot be written.
    """
    chosen = configuration.read(town)
    if chosen.topology != "per-town":
        raise errors.BadTown(
            f"{town.daemon_file}: dolt_server.topology is {chosen.topology}, and the daemon keeps one server for the town",
            hint='set it to "per-town"',
        )
    try:
        os.makedirs(town.server.control, mode=0o700, exist_ok=True)
        lock = FileLock(places.lock(town), timeout=0)
        lock.acquire()
    except Timeout:
        raise errors.Exists(f"a daemon of {town.root} runs already", hint="gt daemon status") from None
    except OSError as error:
        raise errors.StorageFailure(f"{town.server.control} cannot be used: {error.strerror or error}") from None
    try:
        for name in [name for name in os.environ if name.startswith(("BEADS_", "BD_"))]:
            del os.environ[name]  # whoever started the daemon may stand in a workspace of its own
        Daemon(town, chosen, diary.begin(town, aloud=aloud)).live()
    finally:
        lock.release()


class Daemon:
    """The parts of one daemon."""

    def __init__(self, town: Town, chosen: Configuration, log: diary.Diary) -> None:
        self.town = town
        self.chosen = chosen
        self.log = log
        self.news = News(town, log)
        self.broken = ""
        """Why `daemon.json` cannot be used as it is now; the last good one holds meanwhile."""
        self.server = ServerKeeper(town.server, self._policy, log, self._reread, self._server_told)
        self.schedule = Schedule(self._jobs(), log, self._write)
        self.sessions: dict[str, SessionKeeper] = {}
        self._call = Call()
        self._asked: list[int] = []
        self._heartbeat_at = ""
        self._began_at = _stamp(datetime.now(UTC))
        self._ending = False

    def live(self) -> None:
        """Work until a signal says that it is enough."""
        for number in (*ENDING, signal.SIGHUP):
            signal.signal(number, self._hear)
        self.log.info("daemon: begins: pid %d, town %s", os.getpid(), self.town.root)
        self._keep_good()
        self.news.forget()  # what a daemon that was killed has left
        self._set_sessions()
        self._write()
        if self.chosen.enabled:
            self.server.begin()
        else:
            self.server.settled.set()
        self.schedule.begin()
        self.schedule.soon("heartbeat")
        while not ENDING & set(self._asked):
            self._turn()
        self._end()

    def _jobs(self) -> tuple[Job, ...]:
        def limits() -> configuration.Daemon:
            return self.chosen.daemon

        return (
            Job("health", lambda: limits().health_seconds, 60, self._health),
            Job("heartbeat", lambda: limits().heartbeat_seconds, 120, self._heartbeat),
            Job("letters", lambda: limits().heartbeat_seconds, 120, lambda: letters.send(self.town)),
            Job("garbage", lambda: limits().gc_seconds, 900, lambda: garbage.collect(self.town.server, limits())),
        )

    def _policy(self) -> Policy:
        return self.chosen.daemon.policy()

    def _hear(self, number: int, frame: FrameType | None) -> None:
        self._asked.append(number)
        self._call.call()

    def _turn(self) -> None:
        self._call.wait(LOOK_SECONDS)
        if signal.SIGHUP in self._asked:
            self._asked.remove(signal.SIGHUP)
            self._reload()
        late = ", ".join(sorted(self.schedule.overdue()))
        if late:
            self.news.open(OVERDUE, f"jobs of the daemon run for too long: {late}")
        else:
            self.news.close([OVERDUE])
        self._tell_of_server()  # again, should the disk have been full
        self._write()

    # The configuration

    def _reload(self) -> None:
        """Take the new configuration, and try again what was given up."""
        if not self._reread():
            return
        self.log.info("daemon: has read %s", self.town.daemon_file)
        self._set_sessions()
        self.schedule.changed()
        if self.chosen.enabled and self.server.state.state is State.GAVE_UP:
            self.server.happened(Event.ASKED)

    def _reread(self) -> bool:
        """Read the file and tell whether it can be used. While it cannot, the last good one holds, and an alert is open."""
        try:
            self.town.server.settings = str(self.town.daemon_file)
            self.chosen = configuration.read(self.town)._replace(enabled=self.chosen.enabled)
        except errors.BadTown as error:
            self.town.server.settings = places.last_good(self.town)
            self.broken = error.message
            self.news.open(CONFIGURATION, f"{error.message}; the one before still holds")
            return False
        self.broken = ""
        self.news.close([CONFIGURATION])
        self._keep_good()
        return True

    def _keep_good(self) -> None:
        with suppress(OSError):  # of a full disk: the copy before is good too
            replace(places.last_good(self.town), self.town.daemon_file.read_text(encoding="utf-8"))

    def _set_sessions(self) -> None:
        kept, wanted = self.sessions, {}
        for watched in self.chosen.sessions:
            keeper = kept.get(watched.name)
            if keeper is None or keeper.state.state is State.GAVE_UP:
                keeper = SessionKeeper(self.town, watched, self._policy, self.log, self._session_gave_up)
            keeper.watched = watched
            wanted[watched.name] = keeper
        self.sessions = wanted

    # What is told

    def _server_told(self, action: Action) -> None:
        """Hear, from the server's thread, of a change of its state."""
        self._write()
        self._tell_of_server()
        if self.server.state.state is State.RUNNING:
            self.schedule.soon("health")
            self.schedule.soon("letters")

    def _tell_of_server(self) -> None:
        if self.server.state.state is State.GAVE_UP:
            failures = len(self.server.state.failures)
            text = f"the daemon gave up on the server after {failures} failed starts: {self.server.error}"
            self.news.open(GAVE_UP, f"{text}; `gt dolt start` tries again", letter=True)
        elif self.server.state.state is State.RUNNING:
            self.news.close([GAVE_UP])

    def _session_gave_up(self, name: str) -> None:
        text = f"the daemon gave up on the session {name}, which ends again and again"
        self.news.open(f"{SESSION}-{name}", f"{text}; `kill -HUP {os.getpid()}` tries again", letter=True)

    # The jobs

    def _health(self) -> str:
        runs = self.server.state.state is State.RUNNING
        found = health.look(self.town.server, self.chosen.daemon, runs=runs)
        for finding in found:
            self.news.open(finding.kind, finding.text)
        kinds = {finding.kind for finding in found}
        self.news.close(set(health.KINDS) - kinds)
        if kinds & {health.SILENT, health.WRITE}:
            self.server.happened(Event.SICK)
        return ", ".join(sorted(kinds)) or "well"

    def _heartbeat(self) -> str:
        for name, keeper in self.sessions.items():
            keeper.look()
            if keeper.state.state is State.RUNNING:
                self.news.close([f"{SESSION}-{name}"])
        self._heartbeat_at = _stamp(datetime.now(UTC))
        states = [f"{name} {keeper.state.state.value}" for name, keeper in sorted(self.sessions.items())]
        return ", ".join([f"server {self.server.state.state.value if self.chosen.enabled else 'not ours'}", *states])

    # The record, and the end

    def _write(self) -> None:
        jobs = {
            name: {
                "at": _stamp(datetime.fromtimestamp(done.at, UTC)),
                "seconds": round(done.seconds, 3),
                "result": done.result,
            }
            for name, done in sorted(self.schedule.last.copy().items())
        }
        self.news.record(
            {
                "pid": os.getpid(),
                "started": process.start_time(os.getpid()),
                "began_at": self._began_at,
                "ready": self.server.settled.is_set(),
                "server": self._of_server(),
                "sessions": {name: keeper.state.state.value for name, keeper in sorted(self.sessions.items())},
                "heartbeat_at": self._heartbeat_at,
                "broken_configuration": self.broken,
                "jobs": jobs,
            }
        )

    def _of_server(self) -> dict[str, Any]:
        if not self.chosen.enabled:
            return {}
        return {**self.server.facts(), **({"state": "stopping"} if self._ending else {})}

    def _end(self) -> None:
        """End the jobs, a running push included, then the server that we own; all of it bounded."""
        self.log.info("daemon: ends")
        self._ending = True
        self._write()
        left = self.schedule.end(self.chosen.daemon.stop_seconds)
        if left:
            self.log.error("daemon: did not wait any longer for: %s", ", ".join(left))
        if self.chosen.enabled:
            try:
                stopped = self.server.end(START_SECONDS)
                self.log.info("server: %s", f"stopped: pid {stopped.pid}" if stopped else "none was left to stop")
            except errors.BeadworkError as error:
                self.log.error("server: %s", error)
        self.news.forget()
        with suppress(FileNotFoundError):
            os.unlink(self.town.server.keeper)
        self.log.info("daemon: has ended")


def _stamp(moment: datetime) -> str:
    return format_timestamp(moment.replace(microsecond=0, tzinfo=None))
