"""No lock is held for long or by another program, and no interrupted stop left traces.

A `LOCK` file below `.dolt/` means nothing by itself: only the system's lock on it counts, which
ends with its process. The check never touches a `LOCK` file.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from beadwork.doctor.finding import CheckSkipped, Finding, Repair, verdict
from beadwork.doctor.subject import Subject
from beadwork.dolt.server import signatures
from beadwork.dolt.server.files.home import Home
from beadwork.dolt.server.files.record import Record
from beadwork.dolt.server.lifecycle import stop
from beadwork.dolt.server.machine import holders
from beadwork.errors import BadFile, BeadworkError
from beadwork.files import bounded
from beadwork.model.settings_table import int_setting

WORKSPACE = True
FIX = (
    "puts back the socket that a stop which was cut off has hidden, and removes "
    "signatures whose connection is gone"
)

LONG = int_setting("doctor.long-write")
"""Seconds. A writer lock that is held for longer is reported."""


def look(subject: Subject) -> Finding:
    home = subject.managed_home
    known = subject.found_server or subject.server_record
    runs = subject.found_server is not None
    shown = known.socket if known else home.socket
    hidden = Path(stop.hidden(shown))
    warnings, repairs = [], []
    if known and runs and hidden.exists() and not os.path.exists(shown) and _is_free(home):
        warnings.append(
            f"{hidden} was left by a stop that was cut off; the server (pid {known.pid}) is "
            "out of sight"
        )
        repairs.append(Repair(f"move {hidden} back to {shown}", lambda: _put_back(home, shown)))
    signed = signatures.paths(shown) if runs and not hidden.exists() else []
    old, dead = _signatures(signed, _connections(subject) if signed else None)
    warnings += [f"{path}: its connection is gone" for path in dead]
    if dead:
        repairs.append(Repair(f"remove {', '.join(dead)}", lambda: _remove(dead), tuple(dead)))
    errors = [*_holders(home, known if runs else None), *old]
    return verdict(
        "none",
        errors=errors,
        warnings=warnings,
        hint=f"{home.program} dolt status",
        repairs=repairs,
    )


def _holders(home: Home, running: Record | None) -> Iterator[str]:
    own = {running.pid} if running else set()
    for path, pid in sorted(holders.lock_holders(home.data).items()):
        if pid not in own:
            yield f"{path} is held by {holders.describe(pid)}, which is not our server"


def _connections(subject: Subject) -> set[str] | None:
    try:
        session = subject.server_session()
    except CheckSkipped:
        return None
    return signatures.connections(session)


def _signatures(signed: list[str], alive: set[str] | None) -> tuple[list[str], list[str]]:
    """Return a line for each writer lock that is held for long, and the holder files of ended
    connections. The files were listed before the connections.
    """
    old, dead = [], []
    for file in signed if alive is not None else ():
        number = signatures.connection(file)
        try:
            seconds = time.time() - os.stat(file).st_mtime
            words = bounded.read_some(file, bounded.LINE).decode(errors="replace")
        except (OSError, BadFile):  # the writer has just finished and deleted it
            continue
        if alive is not None and number not in alive:
            dead.append(file)
        elif seconds > LONG:
            old.append(
                f"a writer lock has been held for {seconds:.0f} s by {words}, connection {number}"
            )
    return old, dead


def _is_free(home: Home) -> bool:
    """Tell whether nobody is starting or stopping the server."""
    lock = FileLock(home.lock, timeout=0)
    try:
        with lock:
            return True
    except Timeout:
        return False


def _put_back(home: Home, socket: str) -> None:
    lock = FileLock(home.lock, timeout=0)
    try:
        with lock:
            if not os.path.exists(socket):
                os.replace(stop.hidden(socket), socket)
    except Timeout:
        raise BeadworkError("the server is being stopped") from None


def _remove(files: list[str]) -> None:
    for file in files:
        Path(file).unlink(missing_ok=True)
