"""The server's log file: read its end, and keep it from growing without bound."""

from __future__ import annotations

from collections import deque
from pathlib import Path

from beadwork.dolt.server.home import Home

ROTATE_BYTES = 10_000_000


def rotate(home: Home) -> None:
    """Keep one old log beside the new where the log has passed 10 MB. Only while no server writes to it."""
    file = Path(home.log)
    if file.exists() and file.stat().st_size > ROTATE_BYTES:
        file.replace(f"{file}.1")


def since(home: Home, offset: int) -> str:
    """Return what was logged from a byte offset on."""
    with open(home.log, "rb") as file:
        file.seek(offset)
        return file.read(100_000).decode(errors="replace")


def tail(home: Home, lines: int) -> list[str]:
    """Return the last lines of the log, none where there is no log yet."""
    try:
        with open(home.log, errors="replace") as file:
            return [line.rstrip("\n") for line in deque(file, maxlen=lines)]
    except FileNotFoundError:
        return []
