"""One server in the daemon's charge: its keeper, its jobs, and what is told of it. One that is
silent delays no other's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from beadwork.dolt.server.files import log as server_log
from beadwork.dolt.server.files.home import TownHome
from beadwork.dolt.server.machine import disk_space
from beadwork.errors import BeadworkError
from beadwork.model.supervision import Action, Event, State
from beadwork.town.daemon import gc, health
from beadwork.town.daemon.active_configuration import Standing
from beadwork.town.daemon.daemon_log import Diary
from beadwork.town.daemon.keeper import ServerKeeper
from beadwork.town.daemon.publish import News
from beadwork.town.daemon.schedule import Job, Schedule

START_SECONDS = 75
"""So long may the end wait for a start of the server that has begun (a server has a minute to come
up).
"""
HEALTH_SECONDS = 60
GARBAGE_SECONDS = 900
GAVE_UP = "server-gave-up"
STUCK = "server-does-not-end"
KINDS = (GAVE_UP, STUCK, *health.KINDS)


class Charge:
    """A server, `rig` being whose it is; empty where it is everybody's."""

    def __init__(
        self,
        home: TownHome,
        standing: Standing,
        news: News,
        log: Diary,
        schedule: Schedule,
        before_start: Callable[[], object],
        told: Callable[[], None],
    ) -> None:
        self.rig = home.rig
        self.keeper = ServerKeeper(home, standing.policy, log, before_start, self._changed)
        self._standing = standing
        self._news = news
        self._log = log
        self._schedule = schedule
        self._told = told
        self._was_full = False
        """Whether it had no room on its disk when one looked last."""
        self._is_over = False
        """Whether nothing more is told of it: a look that was begun before may end after."""

    def begin(self, *, is_kept: bool) -> None:
        """Begin its jobs, and to keep it unless that is left to a person."""
        if is_kept:
            self.keeper.begin()
        else:
            self.keeper.settled.set()
        self._schedule.add(
            Job(
                self._job("health"),
                lambda: self._standing.chosen.daemon.health_seconds,
                HEALTH_SECONDS,
                self._health,
            ),
            Job(
                self._job("garbage"),
                lambda: self._standing.chosen.daemon.gc_seconds,
                GARBAGE_SECONDS,
                self._garbage,
            ),
        )

    def leave(self) -> None:
        """Leave the server to the person, as it is: nothing more is done with it or told of it."""
        self._drop()
        self.keeper.leave(START_SECONDS)
        self._news.close([self._kind(kind) for kind in KINDS])

    def end(self) -> None:
        """Stop the server; one that does not end is left as it is, and that is said in the log."""
        self._drop()
        try:
            stopped = self.keeper.end(START_SECONDS)
        except BeadworkError as error:
            self._log.error("%s: %s", self.keeper.name, error)
        else:
            said = f"stopped: pid {stopped.pid}" if stopped else "none was left to stop"
            self._log.info("%s: %s", self.keeper.name, said)
        self._news.close([self._kind(kind) for kind in KINDS])

    def ask(self) -> None:
        """Try it again where it was given up."""
        if self.keeper.state.state is State.GAVE_UP:
            self.keeper.happened(Event.ASKED)

    def look_after_log(self) -> None:
        """Keep its log short; raises OSError on a full disk."""
        server_log.keep_short(self.keeper.home)

    def facts(self) -> dict[str, Any]:
        """Return what the daemon's record says of it."""
        return self.keeper.facts()

    def tell(self) -> None:
        """Open and close the alerts about its machine of restarts."""
        if self._is_over:
            return
        state, whose = self.keeper.state, f"the server of {self.rig}" if self.rig else "the server"
        if state.state is State.GAVE_UP:
            text = f"the daemon gave up on {whose} after {len(state.failures)} failed starts: {self.keeper.error}"
            mend = f" Hint: {self.keeper.hint}." if self.keeper.hint else ""
            start = f"gt dolt start {self.rig}".rstrip()
            self._news.open(
                self._kind(GAVE_UP), f"{text}.{mend} `{start}` tries again", letter=True
            )
        elif state.state is State.RUNNING:
            self._news.close([self._kind(GAVE_UP)])
        if self.keeper.stuck:
            self._news.open(self._kind(STUCK), self._text(self.keeper.stuck), letter=True)
        else:
            self._news.close([self._kind(STUCK)])

    def _changed(self, action: Action) -> None:
        """Hear, from the server's own thread, of a change of its state."""
        self._told()
        self.tell()
        self._was_full = self._was_full or disk_space.is_full(self.keeper.home.data)
        if self.keeper.state.state is State.RUNNING:
            self._schedule.soon(self._job("health"))
            self._schedule.soon("letters")

    def _health(self) -> str:
        was_full, self._was_full = self._was_full, disk_space.is_full(self.keeper.home.data)
        runs = self.keeper.state.state is State.RUNNING
        found = health.look(self.keeper.home, self._standing.chosen.daemon, runs=runs)
        if self._is_over:
            return "it is no more ours"
        for finding in found:
            self._news.open(self._kind(finding.kind), self._text(finding.text))
        kinds = {finding.kind for finding in found}
        self._news.close([self._kind(kind) for kind in health.KINDS if kind not in kinds])
        self._tell_keeper(kinds, runs=runs, has_room_again=was_full and not self._was_full)
        return ", ".join(sorted(kinds)) or "well"

    def _tell_keeper(self, kinds: set[str], *, runs: bool, has_room_again: bool) -> None:
        """Let the machine of restarts know how the server was; one that had no room to start is
        tried when there is some.
        """
        keeper = self.keeper
        if runs and health.SILENT in kinds:
            keeper.happened(Event.SILENT)
        elif runs and (keeper.state.silences or keeper.stuck):
            keeper.happened(Event.ANSWERED)
        if health.WRITE in kinds:
            keeper.happened(Event.SICK)
        if has_room_again and keeper.state.state in (State.WAITING, State.GAVE_UP):
            self._log.info("%s: there is room on its disk again", keeper.name)
            keeper.happened(Event.ASKED)

    def _garbage(self) -> str:
        return gc.collect(self.keeper.home, self._standing.chosen.daemon)

    def _drop(self) -> None:
        self._is_over = True
        self._schedule.drop([self._job("health"), self._job("garbage")])

    def _job(self, name: str) -> str:
        return f"{name} {self.rig}".rstrip()

    def _kind(self, kind: str) -> str:
        """Return the kind of an alert about this server: with its rig's name, where each has
        one.
        """
        return f"{kind}-{self.rig}" if self.rig else kind

    def _text(self, text: str) -> str:
        return f"{self.rig}: {text}" if self.rig else text
