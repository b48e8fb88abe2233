"""The daemon itself: one of them per town, its threads, its signals, and what they tell each other.

    server     keeps the Dolt server alive (server.py)
    health     every 30 s, and at once when the server has come up (health.py)
    garbage    every 10 minutes (garbage.py)
    heartbeat  every 3 minutes: the sessions that have to live (sessions.py), and which rigs there are
    letters    with every heartbeat: alerts to the mayor
    push       with every heartbeat: the databases with a remote (pushes.py); nothing waits for it but the end
    main       waits for signals and for jobs that are overdue

The first three are one for each server (charge.py), and so for each rig where each has one
(charges.py).
"""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from datetime import UTC, datetime
from types import FrameType

from filelock import FileLock, Timeout

from beadwork import errors
from beadwork.dolt.server.machine import process
from beadwork.model.supervision import State
from beadwork.model.times.timestamps import format_timestamp
from beadwork.town import configuration, servers
from beadwork.town.configuration import Configuration
from beadwork.town.daemon import daemon_log, mail_alerts, paths, pushes
from beadwork.town.daemon.active_configuration import Standing
from beadwork.town.daemon.managed_servers import Charges
from beadwork.town.daemon.publish import News
from beadwork.town.daemon.schedule import Job, Schedule
from beadwork.town.daemon.sessions import SessionKeeper
from beadwork.town.daemon.wait import Call
from beadwork.town.layout import Town

LOOK_SECONDS = 1.0
"""How often the main thread looks for jobs that are overdue."""
ENDING = {signal.SIGTERM, signal.SIGINT}
HEARTBEAT_SECONDS = 120
LETTERS_SECONDS = 120
PUSH_SECONDS = 900
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
        lock = FileLock(paths.lock(town), timeout=0)
        lock.acquire()
    except Timeout:
        raise errors.Exists(
            f"a daemon of {town.root} runs already", hint="gt daemon status"
        ) from None
    except OSError as error:
        raise errors.StorageFailure(
            f"{town.server.control} cannot be used: {error.strerror or error}"
        ) from None
    try:
        for name in [name for name in os.environ if name.startswith(("BEADS_", "BD_"))]:
            del os.environ[name]  # whoever started the daemon may stand in a workspace of its own
        Daemon(town, chosen, daemon_log.begin(town, aloud=aloud)).live()
    finally:
        lock.release()


class Daemon:
    """The parts of one daemon."""

    def __init__(self, town: Town, chosen: Configuration, log: daemon_log.Diary) -> None:
        self.town = town
        self.log = log
        self.news = News(town, log)
        self.standing = Standing(town, chosen, self.news)
        self.schedule = Schedule(self._jobs(), log, self._write)
        self.charges = Charges(town, self.standing, self.news, log, self.schedule, self._write)
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
        self.standing.keep()
        self.news.forget()  # what a daemon that was killed has left
        self._set_sessions()
        self._write()
        self.charges.begin()
        self.schedule.begin()
        self.schedule.soon("heartbeat")
        while not ENDING & set(self._asked):
            self._turn()
        self._end()

    def _jobs(self) -> tuple[Job, ...]:
        def every() -> float:
            return self.standing.chosen.daemon.heartbeat_seconds

        return (
            Job("heartbeat", every, HEARTBEAT_SECONDS, self._heartbeat),
            Job("letters", every, LETTERS_SECONDS, lambda: mail_alerts.send(self.town)),
            Job("push", every, PUSH_SECONDS, self._push),
        )

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
            self.news.open(
                OVERDUE, f"jobs of the daemon run for too long: {late}. See `gt daemon logs`"
            )
        else:
            self.news.close([OVERDUE])
        for charge in self.charges.all():
            charge.tell()  # again, should the disk have been full
        self._write()

    def _reload(self) -> None:
        """Take the new configuration, look which rigs there are, and try again what was given
        up.
        """
        is_good = self.standing.read()
        if is_good:
            self.log.info("daemon: has read %s", self.town.daemon_file)
            self.charges.heed()
        self.charges.follow()
        if not is_good:
            return
        self._set_sessions()
        self.schedule.changed()
        for charge in self.charges.all():
            if self.standing.chosen.enabled:
                charge.ask()

    def _set_sessions(self) -> None:
        kept, wanted = self.sessions, {}
        for watched in self.standing.chosen.sessions:
            keeper = kept.get(watched.name)
            if keeper is None or keeper.state.state is State.GAVE_UP:
                policy = self.standing.policy
                keeper = SessionKeeper(self.town, watched, policy, self.log, self._session_gave_up)
            keeper.watched = watched
            wanted[watched.name] = keeper
        self.sessions = wanted

    def _session_gave_up(self, name: str) -> None:
        text = f"the daemon gave up on the session {name}, which ends again and again"
        self.news.open(
            f"{SESSION}-{name}", f"{text}; `kill -HUP {os.getpid()}` tries again", letter=True
        )

    def _push(self) -> str:
        return pushes.push(self.town, self.standing.chosen.remotes, self.news)

    def _heartbeat(self) -> str:
        for name, keeper in self.sessions.items():
            keeper.look()
            if keeper.state.state is State.RUNNING:
                self.news.close([f"{SESSION}-{name}"])
        with suppress(OSError):  # of a full disk, which has its own alert
            for charge in self.charges.all():
                charge.look_after_log()
        self.charges.follow()
        self._heartbeat_at = _stamp(datetime.now(UTC))
        is_kept = self.standing.chosen.enabled
        servers = [
            f"{one.keeper.name} {one.keeper.state.state.value}"
            for one in self.charges.all()
            if is_kept
        ]
        states = [
            f"{name} {keeper.state.state.value}" for name, keeper in sorted(self.sessions.items())
        ]
        return ", ".join([*(servers or ["server not ours"]), *states])

    def _write(self) -> None:
        """Write down how everything is."""
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
                "ready": self.charges.are_settled(),
                **self.charges.facts(ending=self._ending),
                "sessions": {
                    name: keeper.state.state.value for name, keeper in sorted(self.sessions.items())
                },
                "heartbeat_at": self._heartbeat_at,
                "broken_configuration": self.standing.broken,
                "jobs": jobs,
            }
        )

    def _end(self) -> None:
        """End the jobs, a running push included, then the servers that we own; all of it
        bounded.
        """
        self.log.info("daemon: ends")
        self._ending = True
        self._write()
        left = self.schedule.end(self.standing.chosen.daemon.stop_seconds)
        if left:
            self.log.error("daemon: did not wait any longer for: %s", ", ".join(left))
        self.charges.end()
        self.news.forget()
        self.news.end()
        self.log.info("daemon: has ended")


def _stamp(moment: datetime) -> str:
    return format_timestamp(moment.replace(microsecond=0, tzinfo=None))
