"""The command server beside the daemon of a town: it begins and ends with it."""

from __future__ import annotations

from contextlib import suppress

from beadwork.errors import BeadworkError
from beadwork.serve import autostart, client, control


def begin() -> None:
    """Start a command server, unless one runs, or the environment or the setting says no."""
    if client.is_wanted():
        autostart.begin()


def end() -> None:
    """Let the command server end after the commands that run in it. A command of another
    workspace starts another.
    """
    if client.is_wanted():
        with suppress(BeadworkError, OSError):
            control.stop()
