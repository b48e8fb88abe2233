"""The server's log file: read its end, and keep it from growing without bound."""

from __future__ import annotations

import os
import shutil
import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

from beadwork.dolt.server.files.home import Home
from beadwork.files import bounded
from beadwork.model.settings_table import float_setting, int_setting

ROTATE_BYTES = int_setting("server.log-size")
TAIL_BYTES = 10_000_000
"""How far before the end of a file its last lines are looked for."""
FOLLOW_SECONDS = float_setting("server.log-poll")


class Tail(NamedTuple):
    """The last lines of the log, and the byte offset behind them."""

    lines: list[str]
    offset: int


def rotate(home: Home) -> None:
    """Rename a log of more than 10 MB to `.1`, in place of the older one. Call this only while no
    server writes to the log.
    """
    file = Path(home.log)
    if file.exists() and file.stat().st_size > ROTATE_BYTES:
        file.replace(f"{file}.1")


def keep_short(home: Home) -> None:
    """Copy a log of more than 10 MB to `.1` and empty it, while a server writes to it.

    The server goes on writing to the emptied file. Lines that it writes during the copy may be
    lost.

    Raises:
        OSError: the disk has no room for the copy; the log stays as it is.
    """
    file = Path(home.log)
    if file.exists() and file.stat().st_size > ROTATE_BYTES:
        shutil.copyfile(file, f"{file}.1")
        os.truncate(file, 0)


def since(home: Home, offset: int) -> str:
    """Return what was logged from a byte offset on, at most 100,000 bytes."""
    return bounded.read_range(home.log, offset, 100_000).decode(errors="replace")


def tail(home: Home, lines: int) -> Tail:
    """Return the last lines of a server's log; none where there is no log yet."""
    return tail_of(home.log, lines)


def tail_of(path: str, lines: int) -> Tail:
    """Return the last lines of a log; none where there is no file. A log that was rotated a moment
    ago is continued backwards in its older file, `.1`.
    """
    found = _end_of(path, lines)
    missing = lines - len(found.lines)
    older = _end_of(f"{path}.1", missing).lines if missing > 0 else []
    return Tail([*older, *found.lines], found.offset)


def _end_of(path: str, lines: int) -> Tail:
    try:
        with bounded.open_file(path) as file:
            file.seek(max(0, os.fstat(file.fileno()).st_size - TAIL_BYTES))
            last = deque(file, maxlen=lines)
            return Tail([line.decode(errors="replace").rstrip("\n") for line in last], file.tell())
    except FileNotFoundError:
        return Tail([], 0)


def follow(home: Home, offset: int) -> Iterator[str]:
    """Yield what a server logs from a byte offset on; never ends."""
    return follow_file(home.log, offset)


def follow_file(path: str, offset: int) -> Iterator[str]:
    """Yield what is written to a log from a byte offset on, and to a file that takes its place.
    Never ends.
    """
    while not Path(path).exists():
        time.sleep(FOLLOW_SECONDS)
    file = bounded.open_file(path)
    file.seek(offset)
    while True:
        yield from _new(file)
        time.sleep(FOLLOW_SECONDS)  # files cannot be waited for
        if os.fstat(file.fileno()).st_size < file.tell():
            file.seek(0)  # the file was truncated
        if _was_replaced(file.fileno(), path):
            yield from _new(file)
            file.close()
            file = bounded.open_file(path)


def _new(file: IO[bytes]) -> Iterator[str]:
    while content := file.read(bounded.CHUNK):
        yield content.decode(errors="replace")


def _was_replaced(descriptor: int, path: str) -> bool:
    try:
        return os.stat(path).st_ino != os.fstat(descriptor).st_ino
    except FileNotFoundError:
        return False
