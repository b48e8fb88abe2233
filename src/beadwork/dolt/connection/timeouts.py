"""How long a client waits for a server: to be let in, and for one answer.

To be let in takes `CONNECT_SECONDS` at most, from the first packet to the last. A statement may run
for long (a garbage collection, a push, a large merge), and a server says nothing meanwhile. So a
silent server is asked on a second connection whether it lives, and is given up where it does not
answer there: SILENCE_SECONDS in all. One that lives has READ_SECONDS for a statement. A byte now
and then is no answer (docs/design/waiting.md).
"""

from __future__ import annotations

import io
import os
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from beadwork.errors import Usage
from beadwork.model.settings_table import int_setting

if TYPE_CHECKING:
    import socket

CONNECT_SECONDS = int_setting("connection.login-timeout")
"""A server that has not let one in by then is given up."""
SILENCE_SECONDS = int_setting("connection.silence-limit")
"""A server that neither answers for so long, nor on a second connection, is given up."""
READ_SECONDS = int_setting("connection.read-timeout")
"""A statement that takes longer is given up, though the server lives. Imports of 100,000 issues
stay well below.
"""
TOO_LONG = "the answer took longer than"


class Patience:
    """The time that one connection has: a part of it to be let in, then a new part for each
    answer.
    """

    def __init__(self, seconds: float, lives: Callable[[float], bool] | None) -> None:
        """`seconds` is the time to be let in, and `lives` tells within so many seconds whether the
        server lives. Where that is None, those seconds are all there are.
        """
        self.read_seconds: float = READ_SECONDS
        self._lives = lives
        self._is_in = False
        self._look_at = self._end = time.monotonic() + seconds

    def begin(self) -> None:
        """Count from now on: a statement is sent."""
        if self._lives is not None:
            self._is_in = True
            now = time.monotonic()
            self._end = now + self.read_seconds
            self._look_at = min(self._end, now + quiet_seconds())

    def left(self) -> float:
        """Return for how long the next byte may be waited for.

        Raises:
            TimeoutError: the time is over, or the server does not live.
        """
        now = time.monotonic()
        if now < self._look_at:
            return self._look_at - now
        if self._is_in and now >= self._end:
            raise TimeoutError(f"{TOO_LONG} {self.read_seconds:g} s")
        if not self._is_in or self._lives is None or not self._lives(probe_seconds()):
            raise TimeoutError("timed out")
        now = time.monotonic()
        self._look_at = min(self._end, now + quiet_seconds())
        return max(self._look_at - now, 0.001)


class PatientReader(io.RawIOBase):
    """The bytes of a socket. A server that sends one now and then wins no time by it."""

    def __init__(self, connected: socket.socket, patience: Patience) -> None:
        self._socket = connected
        self._patience = patience

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read what is there; raises as `Patience.left`."""
        while True:
            self._socket.settimeout(self._patience.left())
            try:
                return self._socket.recv_into(buffer)
            except TimeoutError:
                continue  # `left` decides


def quiet_seconds() -> float:
    """Return for how long a server that works on a statement is not asked whether it lives."""
    silence = silence_seconds()
    return max(silence - CONNECT_SECONDS, silence / 2)


def probe_seconds() -> float:
    """Return how long it then has for an answer on a second connection."""
    return silence_seconds() - quiet_seconds()


def silence_seconds() -> float:
    """Return after how long a silent server is given up: `BEADWORK_SILENCE_SECONDS`, or
    SILENCE_SECONDS.
    """
    return _seconds("BEADWORK_SILENCE_SECONDS", SILENCE_SECONDS)


def connect_seconds(default: float) -> float:
    """Return how long to wait for a server: `BEADWORK_CONNECT_SECONDS`, or the default.

    Raises:
        Usage: the variable holds no number of seconds.
    """
    return _seconds("BEADWORK_CONNECT_SECONDS", default)


def login_seconds() -> float:
    """Return how long it may take to be let in, at least one second.

    What accepts a connection and says nothing is no MySQL server, or one that hangs.
    """
    return max(1.0, min(connect_seconds(CONNECT_SECONDS), CONNECT_SECONDS))


def _seconds(variable: str, default: float) -> float:
    text = os.environ.get(variable, "")
    if not text:
        return default
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if 0 <= seconds < 1e6:
        return seconds
    raise Usage(f'{variable} is "{text}", not a number of seconds', hint=f"unset {variable}")
