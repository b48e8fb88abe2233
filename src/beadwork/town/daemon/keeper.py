"""Keep the town's server alive: what the machine of model/supervision.py says, done to a real
process.

A server that runs already is adopted, whoever of us started it; nothing else is ever taken for it.
One that a person restarts or starts by hand is noticed and counts as no crash.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from beadwork.dolt.server import access
from beadwork.dolt.server.files import record
from beadwork.dolt.server.files.home import Home
from beadwork.dolt.server.files.record import Record
from beadwork.dolt.server.files.server_lock import exclusively
from beadwork.dolt.server.lifecycle import launch, start, stop
from beadwork.dolt.server.machine import process
from beadwork.errors import BeadworkError, NoServer
from beadwork.model.supervision import Action, Event, Policy, State, Supervised, step
from beadwork.town.daemon.daemon_log import Diary
from beadwork.town.daemon.wait import Call

LOOK_SECONDS = 0.5
"""How often one looks, while no server runs, whether a person has started one."""
UNSTUCK = (Event.ANSWERED, Event.UP, Event.ENDED)
"""What shows that a server neither hangs any more nor goes on."""


class ServerKeeper:
    """The thread that keeps one server. `state`, `known` and `error` are for others to read."""

    def __init__(
        self,
        home: Home,
        policy: Callable[[], Policy],
        diary: Diary,
        before_start: Callable[[], object],
        told: Callable[[Action], None],
    ) -> None:
        self.home = home
        self.name = f"server of {home.rig}" if home.rig else "server"
        self.state = Supervised()
        self.known: Record | None = None
        self.error = ""
        self.hint = ""
        """What mends `error`, where somebody knows."""
        self.stuck = ""
        """What to tell of a server that neither answers nor ends; empty otherwise."""
        self.settled = threading.Event()
        """Set once the first start has come to something, good or bad."""
        self._policy = policy
        self._diary = diary
        self._before_start = before_start
        self._told = told
        self._call = Call()
        self._events: list[Event] = []
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._go_on, name="server", daemon=True)

    def begin(self) -> None:
        """Begin to keep it."""
        self._thread.start()

    def happened(self, event: Event) -> None:
        """Tell it, from another thread, what has happened."""
        self._events.append(event)
        self._call.call()

    def end(self, seconds: float) -> Record | None:
        """Stop keeping it, stop it, and return what was stopped.

        Raises:
            NoServer, StorageFailure: it does not end; it is left as it is.
        """
        self.leave(seconds)
        return stop.stop(self.home)

    def leave(self, seconds: float) -> None:
        """Stop keeping it, and let it run; wait so long at most for what is being done."""
        self._ending.set()
        self._call.call()
        if self._thread.is_alive():
            self._thread.join(seconds)

    def facts(self) -> dict[str, Any]:
        """Return what the daemon's record says of it."""
        found: dict[str, Any] = {"state": self.state.state.value, "restarts": self.state.restarts}
        if self.state.state is State.RUNNING and self.known is not None:
            found.update(pid=self.known.pid, port=self.known.port, uuid=self.known.uuid)
        if self.error:
            found["error"] = self.error
        if self.hint:
            found["hint"] = self.hint
        return found

    def _go_on(self) -> None:
        while not self._ending.is_set():
            try:
                self._turn()
            except Exception as error:  # noqa: BLE001 - the outermost place of this thread: it reports and goes on
                self._diary.error(f"{self.name}: %s: %s", type(error).__name__, error)
                self._call.wait(LOOK_SECONDS)

    def _turn(self) -> None:
        event = self._events.pop(0) if self._events else Event.TICK
        action = self._step(event)
        if action is Action.START:
            self._start()
        elif action is Action.STOP:
            assert self.known is not None  # noqa: S101 - it runs
            self._stop_silent(self.known)
        elif self._events:
            return
        elif self.state.state is State.RUNNING:
            self._watch()
        else:
            self._await()

    def _step(self, event: Event) -> Action:
        before = self.state.state
        self.state, action = step(self.state, event, time.monotonic(), self._policy())
        if event in UNSTUCK:
            self.stuck = ""
        if self.state.state is not before or event is Event.UP:
            self._told(action)
        return action

    def _start(self) -> None:
        self._before_start()
        found = start.running(self.home)
        try:
            self.known = start.ensure(self.home, self._diary.info)
        except (BeadworkError, OSError) as error:
            self.error, self.hint = str(error), getattr(error, "hint", "")
            self._diary.error(f"{self.name}: it did not start: %s", error)
            self._step(Event.FAILED)
            self._say_next()
            self.settled.set()
            if isinstance(error, NoServer):
                self._stop_where_silent()
        else:
            self.error = self.hint = ""
            word = "adopted" if found is not None and found.pid == self.known.pid else "started"
            self._diary.info(
                f"{self.name}: %s: pid %d, port %d", word, self.known.pid, self.known.port
            )
            self._step(Event.UP)
        self.settled.set()

    def _say_next(self) -> None:
        if self.state.state is State.GAVE_UP:
            self._diary.error(
                f"{self.name}: gave up after %d failed starts", len(self.state.failures)
            )
        elif self.state.state is State.WAITING:
            self._diary.info(
                f"{self.name}: next start in %.1f s", max(0.0, self.state.due - time.monotonic())
            )

    def _watch(self) -> None:
        """Wait until the server ends, or something else is to be done."""
        assert self.known is not None  # noqa: S101 - it runs
        if process.find(self.home, self.known) is not None:
            self._call.wait(self._until_proven(), self.known.pid)
        launch.reap()
        if self._ending.is_set() or process.find(self.home, self.known) is not None:
            return
        with exclusively(
            self.home
        ):  # so that a restart by hand is over before we look who runs now
            now = start.running(self.home)
        if now is not None:
            self._adopt(now)
            return
        self._diary.error(
            f"{self.name}: pid %d has ended; its log is %s", self.known.pid, self.home.log
        )
        self.error, self.hint = f"pid {self.known.pid} has ended", f"{self.home.program} dolt logs"
        self._step(Event.ENDED)
        self._say_next()

    def _stop_where_silent(self) -> None:
        """Stop what runs and could not be adopted. One that never answered may still be starting,
        and is let be.
        """
        found = start.running(self.home)
        if found is not None and found.uuid and not access.answers(self.home, found):
            self._stop_silent(found)

    def _stop_silent(self, known: Record) -> None:
        """Ask the server to end, as it does not answer. That it has ended is noticed as a
        crash is.
        """
        pid = known.pid
        self._diary.error(f"{self.name}: pid %d does not answer, and is asked to end", pid)
        try:
            stop.stop_silent(self.home, known)
        except BeadworkError as error:
            self._diary.error(f"{self.name}: %s", error)
            self.stuck = (
                f"the server (pid {pid}) does not answer, and does not end: it was asked to, and is not killed, which is "
                f"for a person to decide; the daemon starts it anew as soon as it has ended. See `ps -o stat,wchan {pid}` "
                f"and `{self.home.program} dolt logs`"
            )

    def _until_proven(self) -> float:
        """Return how long it takes until a step can forget old failures; an hour where there are
        none.
        """
        if not self.state.restarts:
            return 3600.0
        return max(0.01, self.state.since + self._policy().healthy - time.monotonic())

    def _await(self) -> None:
        """Wait until a start is due, and look whether a person starts the server meanwhile."""
        due = (
            self.state.due - time.monotonic() if self.state.state is State.WAITING else LOOK_SECONDS
        )
        if due <= 0:
            return
        self._call.wait(min(due, LOOK_SECONDS))
        known = record.read(self.home)
        lives = known is not None and known.uuid and process.find(self.home, known) is not None
        if known is not None and lives and access.answers(self.home, known):
            self._adopt(known)

    def _adopt(self, known: Record) -> None:
        self._diary.info(f"{self.name}: adopted: pid %d, port %d", known.pid, known.port)
        self.known, self.error, self.hint = known, "", ""
        self._step(Event.UP)
