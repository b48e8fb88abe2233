"""The owner record of a managed server, written under the lock.

A server is ours if its `@@server_uuid` is the recorded one. A process is ours if its pid, its start
time and its configuration file are those recorded. A port that answers proves nothing.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from typing import NamedTuple

from beadwork.dolt.server.files.home import Home
from beadwork.errors import BadFile
from beadwork.files import json_file
from beadwork.files.atomic import replace


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
    """Return the record, or None where there is none that can be used."""
    try:
        facts = json_file.read(home.record)
        found = Record(**{field: facts[field] for field in Record._fields})
    except (FileNotFoundError, BadFile, KeyError, TypeError):
        return None
    return found if _is_possible(found) else None


def _is_possible(record: Record) -> bool:
    texts = (record.socket, record.uuid, record.version, record.data_dir)
    return (
        type(record.pid) is int
        and record.pid > 0
        and type(record.started) in (int, float)
        and type(record.port) is int
        and 0 <= record.port < 65536
        and all(type(text) is str for text in texts)
    )


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
