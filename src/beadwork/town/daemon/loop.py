"""The daemon itself: one of them per town, its threads, its signals, and what they tell each other.

    server     keeps the Dolt server alive (server.py); one for each where each rig has one
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
from beadwork.dolt.server import log as server_log
from beadwork.dolt.server import process, room
from beadwork.dolt.server.home import TownHome
from beadwork.dolt.server.record import replace
from beadwork.model.supervision import Action, Event, Policy, State
from beadwork.model.timestamps import format_timestamp
from beadwork.town import configuration, registry, servers
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
STUCK = "server-does-not-end"
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
    servers.refuse_left(town)
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
        self.server = self._keeper(town.server)
        """That of the town, or where each rig has one, that of `hq`."""
        self.others: dict[str, ServerKeeper] = {}
        """Those of the rigs, where each has one."""
        self._set_rigs()
        self._wanted = chosen.enabled
        self._was_full = False
        """Whether a server that does not run had no room on its disk, when one looked last."""
        self.schedule = Schedule(self._jobs(), log, self._write)
        self.sessions: dict[str, SessionKeeper] = {}
        self._call = Call()
        self._asked: list[int] = []
        self._heartbeat_at = ""
        self._began_at = _stamp(datetime.now(UTC))
        self._ending = False

    @property
    def keepers(self) -> list[ServerKeeper]:
        """All of them."""
        return [self.server, *self.others.values()]

    def _keeper(self, home: TownHome) -> ServerKeeper:
        def told(action: Action) -> None:
            self._server_told(made)

        made = ServerKeeper(home, self._policy, self.log, self._reread, told)
        return made

    def _set_rigs(self) -> list[ServerKeeper]:
        """Keep a server for each rig that the town has now, where each has one, and return those that are new."""
        if not self.town.server.rig:
            return []
        names = [rig.name for rig in registry.all_of(self.town)]
        kept = {name: keeper for name, keeper in self.others.items() if name in names}
        gone = [keeper for name, keeper in self.others.items() if name not in names]
        fresh = {name: self._keeper(TownHome(str(self.town.root), name)) for name in names if name not in self.others}
        self.others = {**kept, **fresh}
        for keeper in gone:  # the rig has left the town
            keeper.end(START_SECONDS)
        return list(fresh.values())

    def live(self) -> None:
        """Work until a signal says that it is enough."""
        for number in (*ENDING, signal.SIGHUP):
            signal.signal(number, self._hear)
        self.log.info("daemon: begins: pid %d, town %s", os.getpid(), self.town.root)
        self._keep_good()
        self.news.forget()  # what a daemon that was killed has left
        self._set_sessions()
        self._write()
        for keeper in self.keepers:
            if self.chosen.enabled:
                keeper.begin()
            else:
                keeper.settled.set()
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
            Job("garbage", lambda: limits().gc_seconds, 900, self._garbage),
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
            self.news.open(OVERDUE, f"jobs of the daemon run for too long: {late}. See `gt daemon logs`")
        else:
            self.news.close([OVERDUE])
        for keeper in self.keepers:
            self._tell_of_server(keeper)  # again, should the disk have been full
        self._write()

    # The configuration

    def _reload(self) -> None:
        """Take the new configuration, and try again what was given up."""
        if not self._reread():
            return
        self.log.info("daemon: has read %s", self.town.daemon_file)
        self._set_server(self._wanted)
        self._add_rigs()
        self._set_sessions()
        self.schedule.changed()
        for keeper in self.keepers:
            if self.chosen.enabled and keeper.state.state is State.GAVE_UP:
                keeper.happened(Event.ASKED)

    def _add_rigs(self) -> None:
        try:
            fresh = self._set_rigs()
        except errors.BeadworkError as error:  # of the registry; those that are known are kept meanwhile
            self.log.error("daemon: %s", error)
            return
        for keeper in fresh:
            if self.chosen.enabled:
                keeper.begin()
            else:
                keeper.settled.set()

    def _reread(self) -> bool:
        """Read the file and tell whether it can be used. While it cannot, the last good one holds, and an alert is open."""
        try:
            self._read_from(str(self.town.daemon_file))
            read = configuration.read(self.town)
        except errors.BadTown as error:
            self._read_from(places.last_good(self.town))
            self.broken = error.message
            self.news.open(
                CONFIGURATION, f"{error.message}; the one before still holds. Mend it, then `kill -HUP {os.getpid()}`"
            )
            return False
        self._wanted = read.enabled  # which is heeded where a person asks for it, not when the server is started again
        self.chosen = read._replace(enabled=self.chosen.enabled)
        self.broken = ""
        self.news.close([CONFIGURATION])
        self._keep_good()
        return True

    def _read_from(self, settings: str) -> None:
        self.town.server.settings = settings
        for keeper in self.keepers:
            keeper.home.settings = settings

    def _set_server(self, enabled: bool) -> None:
        """Keep the server from now on, or leave it as it is to the person."""
        if enabled is self.chosen.enabled:
            return
        self.log.info("server: %s", "is kept from now on" if enabled else "is left to the person from now on")
        if not enabled:
            for keeper in self.keepers:
                keeper.leave(START_SECONDS)
                self.news.close([_kind(GAVE_UP, keeper), _kind(STUCK, keeper)])
        self.chosen = self.chosen._replace(enabled=enabled)
        self.server, self.others = self._keeper(self.town.server), {}
        self._set_rigs()
        for keeper in self.keepers:
            if enabled:
                keeper.begin()
            else:
                keeper.settled.set()

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

    def _server_told(self, keeper: ServerKeeper) -> None:
        """Hear, from a server's thread, of a change of its state."""
        self._write()
        self._tell_of_server(keeper)
        self._was_full = self._was_full or room.is_full(self.town.server.data)
        if keeper.state.state is State.RUNNING:
            self.schedule.soon("health")
            self.schedule.soon("letters")

    def _tell_of_server(self, keeper: ServerKeeper) -> None:
        rig = keeper.home.rig
        if keeper.state.state is State.GAVE_UP:
            failures = len(keeper.state.failures)
            server = f"the server of {rig}" if rig else "the server"
            text = f"the daemon gave up on {server} after {failures} failed starts: {keeper.error}"
            mend = f" Hint: {keeper.hint}." if keeper.hint else ""
            start = f"gt dolt start {rig}".rstrip()
            self.news.open(_kind(GAVE_UP, keeper), f"{text}.{mend} `{start}` tries again", letter=True)
        elif keeper.state.state is State.RUNNING:
            self.news.close([_kind(GAVE_UP, keeper)])
        if keeper.stuck:
            self.news.open(_kind(STUCK, keeper), f"{rig}: {keeper.stuck}" if rig else keeper.stuck, letter=True)
        else:
            self.news.close([_kind(STUCK, keeper)])

    def _session_gave_up(self, name: str) -> None:
        text = f"the daemon gave up on the session {name}, which ends again and again"
        self.news.open(f"{SESSION}-{name}", f"{text}; `kill -HUP {os.getpid()}` tries again", letter=True)

    # The jobs

    def _health(self) -> str:
        was_full, self._was_full = self._was_full, room.is_full(self.town.server.data)
        has_room_again = was_full and not self._was_full
        found = [kind for keeper in self.keepers for kind in self._health_of(keeper, has_room_again)]
        return ", ".join(sorted(found)) or "well"

    def _health_of(self, keeper: ServerKeeper, has_room_again: bool) -> list[str]:
        """Look at one server, and return the kinds of what is wrong with it."""
        runs, rig = keeper.state.state is State.RUNNING, keeper.home.rig
        found = health.look(keeper.home, self.chosen.daemon, runs=runs)
        for finding in found:
            self.news.open(_kind(finding.kind, keeper), f"{rig}: {finding.text}" if rig else finding.text)
        kinds = {finding.kind for finding in found}
        self.news.close({_kind(kind, keeper) for kind in set(health.KINDS) - kinds})
        self._tell_server(keeper, kinds, runs=runs, has_room_again=has_room_again)
        return [_kind(kind, keeper) for kind in kinds]

    def _tell_server(self, keeper: ServerKeeper, kinds: set[str], *, runs: bool, has_room_again: bool) -> None:
        """Let the machine of restarts know how the server was; one that had no room to start is tried when there is some."""
        if runs and health.SILENT in kinds:
            keeper.happened(Event.SILENT)
        elif runs and (keeper.state.silences or keeper.stuck):
            keeper.happened(Event.ANSWERED)
        if health.WRITE in kinds:
            keeper.happened(Event.SICK)
        if has_room_again and keeper.state.state in (State.WAITING, State.GAVE_UP):
            self.log.info("server: there is room on its disk again")
            keeper.happened(Event.ASKED)

    def _garbage(self) -> str:
        done = [garbage.collect(keeper.home, self.chosen.daemon) for keeper in self.keepers]
        return "; ".join(dict.fromkeys(done))

    def _heartbeat(self) -> str:
        for name, keeper in self.sessions.items():
            keeper.look()
            if keeper.state.state is State.RUNNING:
                self.news.close([f"{SESSION}-{name}"])
        with suppress(OSError):  # of a full disk, which has its own alert
            for server in self.keepers:
                server_log.keep_short(server.home)
        self._add_rigs()
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
                "ready": all(keeper.settled.is_set() for keeper in self.keepers),
                "server": self._of_server(self.server),
                "servers": {name: self._of_server(keeper) for name, keeper in self.others.copy().items()},
                "sessions": {name: keeper.state.state.value for name, keeper in sorted(self.sessions.items())},
                "heartbeat_at": self._heartbeat_at,
                "broken_configuration": self.broken,
                "jobs": jobs,
            }
        )

    def _of_server(self, keeper: ServerKeeper) -> dict[str, Any]:
        if not self.chosen.enabled:
            return {}
        return {**keeper.facts(), **({"state": "stopping"} if self._ending else {})}

    def _end(self) -> None:
        """End the jobs, a running push included, then the server that we own; all of it bounded."""
        self.log.info("daemon: ends")
        self._ending = True
        self._write()
        left = self.schedule.end(self.chosen.daemon.stop_seconds)
        if left:
            self.log.error("daemon: did not wait any longer for: %s", ", ".join(left))
        for keeper in reversed(self.keepers) if self.chosen.enabled else ():
            try:
                stopped = keeper.end(START_SECONDS)
                self.log.info(
                    "%s: %s", keeper.name, f"stopped: pid {stopped.pid}" if stopped else "none was left to stop"
                )
            except errors.BeadworkError as error:
                self.log.error("%s: %s", keeper.name, error)
        self.news.forget()
        self.news.end()
        self.log.info("daemon: has ended")


def _kind(kind: str, keeper: ServerKeeper) -> str:
    """Return the kind of an alert about one server: with its rig's name, where each has one."""
    return f"{kind}-{keeper.home.rig}" if keeper.home.rig else kind


def _stamp(moment: datetime) -> str:
    return format_timestamp(moment.replace(microsecond=0, tzinfo=None))
