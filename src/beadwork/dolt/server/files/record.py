"""The owner record of a managed server: what makes a server ours, written under the lock, read by
everyone.

A server is ours if its `@@server_uuid` is the recorded one, and a process is ours if its pid, its
start time and its configuration file are those recorded: never because a port answers.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from typing import Any, NamedTuple

from beadwork.dolt.server.files.home import Home


class Record(NamedTuple):
    """One server, as it was when it was started. `uuid` is empty until it has answered once."""

    pid: int
    started: float
    """Start time of the process in seconds since the epoch, as the system gives it: tells reused
    pids apart.
    """
    port: int
    socket: str
    uuid: str
    version: str
    data_dir: str
    password: bool
    """Whether root has a password (`auth: none` gives False)."""


def read(home: Home) -> Record | None:
    """Return the record, or None where there is none that can be read: a torn file is as good as
    none.
    """
    try:
        facts = _load(home.record)
        return Record(**{field: facts[field] for field in Record._fields})
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _load(path: str) -> dict[str, Any]:
    with open(path, "rb") as file:
        facts: dict[str, Any] = json.load(file)
        return facts


def write(home: Home, record: Record) -> None:
    """Replace the record in one step."""
    replace(home.record, json.dumps(record._asdict(), indent=2) + "\n")
    if home.pid_file:
        replace(home.pid_file, f"{record.pid}\n")


def forget(home: Home) -> None:
    """Take the record away: no server is ours now."""
    for path in filter(None, (home.record, home.pid_file)):
        with suppress(FileNotFoundError):
            os.unlink(path)


def replace(path: str, content: str, *, mode: int = 0o600) -> None:
    """Write a file so that readers see the old content or the new, whole, also after a crash.

    Raises:
        OSError: the directory cannot be written, or the disk is full; the old file is untouched
            then.
    """
    directory, name = os.path.split(path)
    temporary = os.path.join(directory, f".{name}.{os.getpid()}.{os.urandom(4).hex()}")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(temporary)
