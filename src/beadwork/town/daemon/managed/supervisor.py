"""Supervise one Dolt server: apply the moves of model/supervision.py to a real process.

A managed server that runs already is adopted, whoever started it. No other process is taken for the
server. A start or restart by hand is no crash.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from logging import Logger
from typing import Any

from beadwork.dolt.server import access
from beadwork.dolt.server.files import record
from beadwork.dolt.server.files.home import Home
from beadwork.dolt.server.files.record import Record
from beadwork.dolt.server.files.server_lock import exclusively
from beadwork.dolt.server.lifecycle import launch, start, stop
from beadwork.dolt.server.machine import process
from beadwork.errors import BeadworkError, NoServer, PortTaken
from beadwork.model.settings_table import float_setting
from beadwork.model.supervision import Action, Event, Policy, State, Supervised, step
from beadwork.town.daemon.managed.kept_files import KeptFiles
from beadwork.town.daemon.waker import Waker

LOOK_SECONDS = float_setting("daemon.adopt-poll")
"""While no server runs, the interval at which the supervisor looks for one that a person started;
while one runs, that at which it looks at the server's record and password.
"""
NOT_STUCK = (Event.ANSWERED, Event.UP, Event.ENDED)
"""Events which show that a server has ended or answers again."""


class ServerSupervisor:
    """A thread that supervises one server; other threads read its public attributes."""

    def __init__(
        self,
        home: Home,
        policy: Callable[[], Policy],
        log: Logger,
        before_start: Callable[[], object],
        on_change: Callable[[Action], None],
    ) -> None:
        self.home = home
        self.name = f"server of {home.rig}" if home.rig else "server"
        self.state = Supervised()
        self.record: Record | None = None
        self.error = ""
        self.hint = ""
        """A command that repairs `error`; empty where none is known."""
        self.last_error = ""
        """What `error` was last, also while the server runs again."""
        self.taken_port = 0
        """The port that another program held at the last start; 0 where that was not its fault."""
        self.stuck = ""
        """The alert about a server that neither answers nor ends; empty otherwise."""
        self._silent_pid = 0
        """The pid of a server that did not answer, and was asked to end."""
        self._left_pid = 0
        """The pid of a server that a start of ours left, although it did not answer in time."""
        self._kept = KeptFiles(home, self.name, log)
        self.first_start_done = threading.Event()
        """Set once the first start has succeeded or failed."""
        self._policy = policy
        self._log = log
        self._before_start = before_start
        self._on_change = on_change
        self._waker = Waker()
        self._events: list[Event] = []
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="server", daemon=True)

    def start(self) -> None:
        """Start to supervise the server."""
        self._thread.start()

    def notify(self, event: Event) -> None:
        """Queue an event, from any thread."""
        self._events.append(event)
        self._waker.wake()

    def stop(self, seconds: float) -> Record | None:
        """End the supervision, stop the server, and return its record.

        Raises:
            NoServer, StorageFailure: the server does not end. It is left as it is.
        """
        self.release(seconds)
        return stop.stop(self.home)

    def stop_moved(self, seconds: float) -> Record | None:
        """End the supervision and the server, by its process alone; raises as `stop`."""
        self.release(seconds)
        return stop.stop_moved(self.home, self.record) if self.record else None

    def release(self, seconds: float) -> None:
        """End the supervision, and leave the server running. Wait at most `seconds` for a running
        start.
        """
        self._ending.set()
        self._waker.wake()
        if self._thread.is_alive():
            self._thread.join(seconds)

    def status_record(self) -> dict[str, Any]:
        """Return the server's part of the daemon's record."""
        found: dict[str, Any] = {"state": self.state.state.value, "restarts": self.state.restarts}
        if self.state.failures:
            found["failed_starts"] = len(self.state.failures)
        if self.state.state is State.RUNNING and self.record is not None:
            found.update(pid=self.record.pid, port=self.record.port, uuid=self.record.uuid)
        if self.error:
            found["error"] = self.error
        if self.hint:
            found["hint"] = self.hint
        return found

    def _run(self) -> None:
        while not self._ending.is_set():
            try:
                self._run_once()
            except Exception as error:  # noqa: BLE001 - the outermost loop of this thread
                self._log.error(f"{self.name}: %s: %s", type(error).__name__, error)
                self._waker.wait(LOOK_SECONDS)

    def _run_once(self) -> None:
        event = self._events.pop(0) if self._events else Event.TICK
        action = self._step(event)
        if action is Action.START:
            self._start()
        elif action is Action.STOP:
            assert self.record is not None  # noqa: S101 - it runs
            self._stop_silent(self.record)
        elif self._events:
            return
        elif self.state.state is State.RUNNING:
            self._wait_for_end()
        else:
            self._wait_for_start()

    def _step(self, event: Event) -> Action:
        before = self.state.state
        self.state, action = step(self.state, event, time.monotonic(), self._policy())
        if event in NOT_STUCK:
            self.stuck = ""
        if self.state.state is not before or event is Event.UP:
            self._on_change(action)
        return action

    def _start(self) -> None:
        self._before_start()
        found = start.running(self.home)
        try:
            self.record = start.ensure(self.home, self._log.info)
        except (BeadworkError, OSError) as error:
            self._set_error(str(error), getattr(error, "hint", ""))
            self.taken_port = error.port if isinstance(error, PortTaken) else 0
            self._log.error(f"{self.name}: it did not start: %s", error)
            self._step(Event.FAILED)
            self._log_next()
            self.first_start_done.set()
            left = start.running(self.home)
            self._left_pid = left.pid if left else 0
            if isinstance(error, NoServer) and left is not None:
                self._stop_if_silent(left)
        else:
            self.error, self.hint, self.taken_port = "", "", 0
            self._kept.know()
            word = "adopted" if found is not None and found.pid == self.record.pid else "started"
            self._log.info(
                f"{self.name}: %s: pid %d, port %d", word, self.record.pid, self.record.port
            )
            self._step(Event.UP)
        self.first_start_done.set()

    def _log_next(self) -> None:
        if self.state.state is State.GAVE_UP:
            self._log.error(
                f"{self.name}: gave up after %d failed starts", len(self.state.failures)
            )
        elif self.state.state is State.WAITING:
            self._log.info(
                f"{self.name}: next start in %.1f s", max(0.0, self.state.due - time.monotonic())
            )

    def _wait_for_end(self) -> None:
        """Wait until the server ends, or an event is queued."""
        assert self.record is not None  # noqa: S101 - it runs
        self._watch(self.record)
        launch.reap()
        # By pid and start time: a server whose directory was moved has not ended.
        if self._ending.is_set() or process.recorded(self.record) is not None:
            return
        with exclusively(self.home):  # a restart by hand is over before we look who runs now
            now = start.running(self.home)
        if now is not None:
            self._adopt(now)
            return
        pid = self.record.pid
        why = "did not answer, and was ended" if pid == self._silent_pid else "has ended"
        self._log.error(f"{self.name}: pid %d %s; its log is %s", pid, why, self.home.log)
        self._set_error(f"pid {pid} {why}", f"{self.home.program} dolt logs")
        self._step(Event.ENDED)
        self._log_next()

    def _watch(self, known: Record) -> None:
        """Wait until the server ends, an event is queued, or old failures are to be forgiven. A
        look at the kept files in between is no event: it would forgive unanswered health checks.
        """
        while not (self._events or self._ending.is_set()) and process.recorded(known) is not None:
            left = self._seconds_until_forgiven()  # a reload may change the policy meanwhile
            if left <= 0:
                return
            self._waker.wait(min(left, LOOK_SECONDS), known.pid)
            self._kept.keep(known)

    def _set_error(self, error: str, hint: str) -> None:
        self.error, self.hint, self.last_error = error, hint, error

    def _stop_if_silent(self, found: Record) -> None:
        """Stop a server that could not be adopted, unless it may still be starting."""
        if found.uuid and not access.answers(self.home, found):
            self._stop_silent(found)

    def _stop_silent(self, record: Record) -> None:
        """Ask the server to end, as it does not answer. Its end is then handled as a crash is."""
        self._silent_pid = pid = record.pid
        self._log.error(f"{self.name}: pid %d does not answer, and is asked to end", pid)
        try:
            stop.stop_silent(self.home, record)
        except BeadworkError as error:
            self._log.error(f"{self.name}: %s", error)
            self.stuck = (
                f"the server (pid {pid}) does not answer, and does not end: it was asked to, "
                "and is not killed, which is for a person to decide; the daemon starts it anew "
                f"as soon as it has ended. See `ps -o stat,wchan {pid}` and "
                f"`{self.home.program} dolt logs`"
            )

    def _seconds_until_forgiven(self) -> float:
        """Return the seconds until old failures are forgotten, an hour where that is not near."""
        if not self.state.restarts or self.state.silences:
            return 3600.0
        return self.state.since + self._policy().healthy - time.monotonic()

    def _wait_for_start(self) -> None:
        """Wait until a start is due, or a person has started the server."""
        due = (
            self.state.due - time.monotonic() if self.state.state is State.WAITING else LOOK_SECONDS
        )
        if due <= 0:
            return
        self._waker.wait(min(due, LOOK_SECONDS))
        known = record.read(self.home)
        lives = known is not None and known.uuid and process.find(self.home, known) is not None
        if known is not None and lives and access.answers(self.home, known):
            if known.pid != self._left_pid:
                self._step(Event.ASKED)  # a person started it
            self._adopt(known)

    def _adopt(self, record: Record) -> None:
        self._log.info(f"{self.name}: adopted: pid %d, port %d", record.pid, record.port)
        self.record, self.error, self.hint, self.taken_port = record, "", "", 0
        self._kept.know()
        self._step(Event.UP)
