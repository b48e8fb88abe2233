"""The deacon: the session that patrols a town. A person looks at it and pokes it from outside."""

from __future__ import annotations

import time
from typing import NamedTuple

from beadwork.errors import NotFound
from beadwork.town import configuration
from beadwork.town.configuration import DEACON, Watched
from beadwork.town.daemon import tmux
from beadwork.town.layout import Town


class Deacon(NamedTuple):
    """The deacon as it is now."""

    state: str
    """`off` (no command is named), `stopped`, `running`, or `stale` (its heartbeat is old)."""
    watched: Watched | None
    silent_seconds: float | None
    """The seconds since its last heartbeat; None where it has no heartbeat file, or never wrote."""


def look(town: Town) -> Deacon:
    """Return the state of the deacon.

    Raises:
        BadTown: `mayor/daemon.json` cannot be used.
        NotFound: there is no tmux.
    """
    known = configuration.read(town).sessions
    watched = next((session for session in known if session.name == DEACON), None)
    if watched is None:
        return Deacon("off", None, None)
    silent = _silent(town, watched)
    if not tmux.exists(town, DEACON):
        return Deacon("stopped", watched, silent)
    is_stale = silent is not None and silent >= watched.stale_seconds
    return Deacon("stale" if is_stale else "running", watched, silent)


def poke(town: Town, text: str) -> str:
    """Type a text, or that of the configuration, into the deacon's session, and return it.

    Raises:
        NotFound: no command is named for the deacon, its session does not run, or there is no tmux.
    """
    found = look(town)
    if found.watched is None:
        raise NotFound(
            "the deacon is off: no command is named for it",
            hint=f"name sessions.{DEACON}.command in {town.daemon_file}, then: gt daemon start",
        )
    typed = text or found.watched.poke
    if found.state == "stopped" or not tmux.poke(town, DEACON, typed):
        raise NotFound("the deacon does not run", hint="gt daemon status")
    return typed


def _silent(town: Town, watched: Watched) -> float | None:
    if not watched.heartbeat_file:
        return None
    try:
        return max(0.0, time.time() - (town.root / watched.heartbeat_file).stat().st_mtime)
    except OSError:
        return None
