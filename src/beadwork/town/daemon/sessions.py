"""Supervise the sessions of `mayor/daemon.json`: commands in tmux, each with a heartbeat file.

A session with a stale heartbeat is poked. A session that stays silent for the same time again, or
that has ended, is restarted by the rules of model/supervision.py.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from enum import StrEnum
from logging import Logger

from beadwork.errors import BeadworkError
from beadwork.model.supervision import Action, Event, Policy, State, Supervised, step
from beadwork.town.configuration import Watched
from beadwork.town.daemon import tmux
from beadwork.town.layout import Town


class Health(StrEnum):
    """The state of a session at one check."""

    WELL = "well"
    STALE = "stale"
    """The heartbeat is stale, and the session was not poked since."""
    HUNG = "hung"
    """The session was poked, and gave no sign of life for the same time again."""
    GONE = "gone"


def judge(*, exists: bool, silent: float, poked: float | None, stale: float) -> Health:
    """Return the health of a session.

    `silent` is the seconds since the session's last sign of life, or since its start. `poked` is
    the seconds since the poke for this silence, None without a poke. `stale` is the seconds that
    the session may be silent.
    """
    if not exists:
        return Health.GONE
    if silent < stale:
        return Health.WELL
    if poked is None:
        return Health.STALE
    return Health.HUNG if poked >= stale else Health.WELL


class SessionSupervisor:
    """Keeps one session alive. The daemon calls `check` at each heartbeat."""

    def __init__(
        self,
        town: Town,
        watched: Watched,
        policy: Callable[[], Policy],
        log: Logger,
        on_give_up: Callable[[str], None],
    ) -> None:
        self.watched = watched
        self.state = Supervised()
        self.error = ""
        """Why it did not start, or was started anew; empty while nothing is wrong."""
        self._town = town
        self._policy = policy
        self._log = log
        self._on_give_up = on_give_up
        self._started_at = time.time()
        self._poked_at: float | None = None

    @property
    def is_failing(self) -> bool:
        """Whether it does not run, or is started anew again and again, and is not given up."""
        is_up = self.state.state is State.RUNNING and not self.state.is_unstable
        return bool(self.error) and not is_up and self.state.state is not State.GAVE_UP

    def check(self) -> None:
        """Check the session, and make at most one move. Without tmux only `error` changes."""
        try:
            self._check()
        except BeadworkError as error:
            hint = f" (hint: {error.hint})" if error.hint else ""
            if self.error != f"{error}{hint}":
                self._fail(f"{error}{hint}")

    def _check(self) -> None:
        if self.state.state is State.RUNNING:
            self._check_running()
        elif self._exists():
            self._step(Event.UP)  # a person started the session, or it is older than this daemon
        if self._step(Event.TICK) is Action.START:
            self._start()
        elif self.state.state is State.RUNNING and not self.state.restarts:
            self.error = ""

    def _check_running(self) -> None:
        found = self._health()
        name = self.watched.name
        if found is Health.STALE:
            self._log.info(
                "%s: poked: no heartbeat for %.0f s", name, time.time() - self._last_sign()
            )
            self._poked_at = time.time()
            tmux.poke(self._town, name, self.watched.poke)
        elif found in (Health.HUNG, Health.GONE):
            self._fail(f"is {found.value}, and is started anew")
            if found is Health.HUNG:
                tmux.end(self._town, name)
            self._step(Event.ENDED)

    def _health(self) -> Health:
        now, last = time.time(), self._last_sign()
        if self._poked_at is not None and last > self._poked_at:
            self._poked_at = None
        return judge(
            exists=self._exists(),
            silent=now - last if self.watched.heartbeat_file else 0.0,
            poked=None if self._poked_at is None else now - self._poked_at,
            stale=self.watched.stale_seconds,
        )

    def _last_sign(self) -> float:
        try:
            return max(
                self._started_at, (self._town.root / self.watched.heartbeat_file).stat().st_mtime
            )
        except OSError:
            return self._started_at

    def _exists(self) -> bool:
        return tmux.exists(self._town, self.watched.name)

    def _start(self) -> None:
        place = self._town.root / self.watched.directory
        self._started_at, self._poked_at = time.time(), None
        name = self.watched.name
        completed = tmux.start(
            self._town,
            name,
            str(place if place.is_dir() else self._town.root),
            self.watched.command,
        )
        if completed.returncode == 0:
            self._log.info("%s: started in tmux: %s", name, tmux.attach(self._town, name))
            self._step(Event.UP)
        else:
            self._fail(f"tmux could not start it: {completed.stderr.strip()}")
            self._step(Event.FAILED)

    def _fail(self, error: str) -> None:
        self._log.error("%s: %s", self.watched.name, error)
        self.error = error

    def _step(self, event: Event) -> Action:
        self.state, action = step(self.state, event, time.monotonic(), self._policy())
        if action is Action.GIVE_UP:
            self._on_give_up(self.watched.name)
        return action
