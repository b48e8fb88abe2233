"""The sessions that have to live (`deacon`, `mayor`): a command in tmux with a heartbeat file,
poked when that is stale.

One that is still stale after a poke and as long again, or gone, is started anew, by the same
machine as the server. The town has a tmux server of its own (`tmux -L …`), so that nothing here
touches a person's. Words go to tmux as arguments, through no shell.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from beadwork.dolt.connection.driver import digest
from beadwork.errors import BeadworkError, NotFound
from beadwork.model.supervision import Action, Event, Policy, State, Supervised, step
from beadwork.town.configuration import Watched
from beadwork.town.daemon.daemon_log import Diary
from beadwork.town.layout import Town

TMUX_SECONDS = 20


class Finding(StrEnum):
    """What one look at a session shows."""

    WELL = "well"
    STALE = "stale"
    """Its heartbeat is old, and it has not been poked since."""
    HUNG = "hung"
    """It was poked, and has not moved for as long again."""
    GONE = "gone"


def judge(*, exists: bool, silent: float, poked: float | None, stale: float) -> Finding:
    """Return what is the matter with a session.

    `silent`: seconds since its last sign of life, its start included; `poked`: seconds since it was
    poked for this silence, None where it was not; `stale`: how long it may be silent.
    """
    if not exists:
        return Finding.GONE
    if silent < stale:
        return Finding.WELL
    if poked is None:
        return Finding.STALE
    return Finding.HUNG if poked >= stale else Finding.WELL


class SessionKeeper:
    """Keeps one session alive; `look` is called at each heartbeat."""

    def __init__(
        self,
        town: Town,
        watched: Watched,
        policy: Callable[[], Policy],
        diary: Diary,
        gave_up: Callable[[str], None],
    ) -> None:
        self.watched = watched
        self.state = Supervised()
        self._town = town
        self._policy = policy
        self._diary = diary
        self._gave_up = gave_up
        self._begun = time.time()
        self._poked: float | None = None

    def look(self) -> None:
        """Look at the session, and do one thing about it where one is to be done."""
        if self.state.state is State.RUNNING:
            self._mend()
        elif self._exists():
            self._step(Event.UP)  # a person started it, or it is older than this daemon
        if self._step(Event.TICK) is Action.START:
            self._start()

    def _mend(self) -> None:
        found = self._judged()
        name = self.watched.name
        if found is Finding.STALE:
            self._diary.info(
                "%s: poked: no heartbeat for %.0f s", name, time.time() - self._last_sign()
            )
            self._poked = time.time()
            tmux(self._town, "send-keys", "-t", f"={name}:", "-l", "--", self.watched.poke)
            tmux(self._town, "send-keys", "-t", f"={name}:", "Enter")
        elif found in (Finding.HUNG, Finding.GONE):
            self._diary.error("%s: is %s, and is started anew", name, found.value)
            if found is Finding.HUNG:
                tmux(self._town, "kill-session", "-t", f"={name}")
            self._step(Event.ENDED)

    def _judged(self) -> Finding:
        now, last = time.time(), self._last_sign()
        if self._poked is not None and last > self._poked:
            self._poked = None
        return judge(
            exists=self._exists(),
            silent=now - last if self.watched.heartbeat_file else 0.0,
            poked=None if self._poked is None else now - self._poked,
            stale=self.watched.stale_seconds,
        )

    def _last_sign(self) -> float:
        try:
            return max(self._begun, (self._town.root / self.watched.heartbeat_file).stat().st_mtime)
        except OSError:
            return self._begun

    def _exists(self) -> bool:
        return tmux(self._town, "has-session", "-t", f"={self.watched.name}").returncode == 0

    def _start(self) -> None:
        # tmux gives a single word to a shell, and several as they are to the program.
        words = (
            self.watched.command
            if len(self.watched.command) > 1
            else ("env", *self.watched.command)
        )
        place = self._town.root / self.watched.directory
        options = [
            "-d",
            "-s",
            self.watched.name,
            "-c",
            str(place if place.is_dir() else self._town.root),
        ]
        self._begun, self._poked = time.time(), None
        done = tmux(self._town, "new-session", *options, "--", *words)
        if done.returncode == 0:
            self._diary.info(
                "%s: started in tmux: %s", self.watched.name, attach(self._town, self.watched.name)
            )
            self._step(Event.UP)
        else:
            self._diary.error(
                "%s: tmux could not start it: %s", self.watched.name, done.stderr.strip()
            )
            self._step(Event.FAILED)

    def _step(self, event: Event) -> Action:
        self.state, action = step(self.state, event, time.monotonic(), self._policy())
        if action is Action.GIVE_UP:
            self._gave_up(self.watched.name)
        return action


def socket_name(town: Town) -> str:
    """Return the name of the town's own tmux server."""
    return f"gt-{digest(os.path.realpath(town.root))[:8]}"


def attach(town: Town, name: str) -> str:
    """Return what a person types to look at a session."""
    return f"tmux -L {socket_name(town)} attach -t {name}"


def tmux(town: Town, *words: str) -> subprocess.CompletedProcess[str]:
    """Run tmux on the town's own server, and return what came of it.

    Raises:
        NotFound: there is no tmux.
        BeadworkError: it does not answer.
    """
    program = shutil.which("tmux")
    if program is None:
        raise NotFound(
            "there is no tmux on the PATH, which the sessions run in", hint="install tmux"
        )
    environment = {
        name: value for name, value in os.environ.items() if name not in ("TMUX", "TMUX_PANE")
    }
    try:
        return subprocess.run(
            [program, "-L", socket_name(town), "-f", os.devnull, *words],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            env={**environment, "GT_TOWN_ROOT": str(Path(town.root).absolute())},
            timeout=TMUX_SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise BeadworkError(f"tmux has not answered for {TMUX_SECONDS} s") from None
