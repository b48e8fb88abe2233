"""Stay in the foreground for as long as the server runs, as a service manager expects of `bd dolt
start --foreground`.

The server is the one that any `bd` would have started, with the same record, password and port. A
server that runs already is not started again. After a restart by somebody else we stay with the new
server.
"""

from __future__ import annotations

import signal
from collections.abc import Callable
from types import FrameType

from beadwork.dolt.server.files import record
from beadwork.dolt.server.files.home import Home
from beadwork.dolt.server.files.record import Record
from beadwork.dolt.server.files.server_lock import exclusively
from beadwork.dolt.server.lifecycle import start, stop
from beadwork.dolt.server.machine import process
from beadwork.model.settings_table import float_setting

LOOK_SECONDS = float_setting("server.foreground-poll")


class _Asked(Exception):
    """SIGTERM or SIGINT came: the server is to be stopped."""


def stay(home: Home, say: Callable[[str], None], started: Callable[[Record], None]) -> int:
    """Start the server, call `started` with its record, and wait until it has ended. Return 0 where
    a command or a signal stopped it, 1 where it died.

    Raises:
        DoltMissing, NoServer, StorageFailure: as `start.ensure`.
    """
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _ask)
    try:
        known = start.ensure(home, say)
        started(known)
        return _watch(home, known, say)
    except _Asked:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)
        stop.stop(home)
        return 0


def _ask(number: int, frame: FrameType | None) -> None:
    raise _Asked


def _watch(home: Home, known: Record, say: Callable[[str], None]) -> int:
    while True:
        found = process.find(home, known)
        if found is not None:
            process.wait(found, every=LOOK_SECONDS)
        with exclusively(home):  # so that a restart is over before we look who runs now
            now = record.read(home)
        if now is None:
            say("the server was stopped")
            return 0
        if now.pid == known.pid:
            say(f"the server (pid {known.pid}) died; its log is {home.log}")
            return 1
        known = now
