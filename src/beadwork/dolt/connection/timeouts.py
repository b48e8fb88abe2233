"""How long a client waits for a server: for the login, and for one answer.

A login takes `CONNECT_SECONDS` at most, from the first packet to the last. A statement may run for
long (a garbage collection, a push, a large merge), and the server sends nothing meanwhile. So a
silent server is asked on a second connection whether it lives. Where it does not answer there, it
is given up after SILENCE_SECONDS in all. A server that lives has READ_SECONDS for a statement. A
byte now and then is no answer (docs/design/waiting.md).
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
"""A server that takes longer for a login is given up."""
SILENCE_SECONDS = int_setting("connection.silence-limit")
"""A server that is silent for so long, on a second connection too, is given up."""
READ_SECONDS = int_setting("connection.read-timeout")
"""A statement that takes longer is given up, though the server lives. Imports of 100,000 issues
stay well below.
"""
TOO_LONG = "the answer took longer than"


class Patience:
    """The time limits of one connection: one for the login, then a new one for each answer."""

    def __init__(self, seconds: float, lives: Callable[[float], bool] | None) -> None:
        """Take the time for the login in `seconds`. `lives(limit)` tells within `limit` seconds
        whether the server lives; where it is None, `seconds` is the limit for everything.
        """
        self.read_seconds: float = READ_SECONDS
        self._lives = lives
        self._is_in = False
        self._look_at = self._end = time.monotonic() + seconds

    def begin(self) -> None:
        """Start the time limit of an answer: a statement is sent."""
        if self._lives is not None:
            self._is_in = True
            now = time.monotonic()
            self._end = now + self.read_seconds
            self._look_at = min(self._end, now + quiet_seconds())

    def left(self) -> float:
        """Return for how many seconds to wait for the next byte.

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
    """The bytes of a socket. A server that sends a byte now and then gains no time by it."""

    def __init__(self, connected: socket.socket, patience: Patience) -> None:
        self._socket = connected
        self._patience = patience

    def readable(self) -> bool:
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
    """Return for how many seconds a server may be silent before it is asked whether it lives."""
    silence = silence_seconds()
    return max(silence - CONNECT_SECONDS, silence / 2)


def probe_seconds() -> float:
    """Return how many seconds a silent server has to answer on a second connection."""
    return silence_seconds() - quiet_seconds()


def silence_seconds() -> float:
    """Return after how many seconds a silent server is given up: `BEADWORK_SILENCE_SECONDS`, or
    SILENCE_SECONDS.
    """
    return _seconds("BEADWORK_SILENCE_SECONDS", SILENCE_SECONDS)


def connect_seconds(default: float) -> float:
    """Return how many seconds to wait for a server: `BEADWORK_CONNECT_SECONDS`, or the default.

    Raises:
        Usage: the variable holds no number of seconds.
    """
    return _seconds("BEADWORK_CONNECT_SECONDS", default)


def login_seconds() -> float:
    """Return how many seconds a login may take, at least one.

    A program that accepts a connection and sends nothing is no MySQL server, or one that hangs.
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
