"""The owner record of a managed server, written under the server's lock.

A server is ours if its `@@server_uuid` is the recorded one. A process is ours if its pid, its start
time and its configuration file are those recorded. A port that answers proves nothing.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from typing import Any, NamedTuple

from beadwork.dolt.server.files.home import Home
from beadwork.errors import BadFile
from beadwork.files import json_file


class Record(NamedTuple):
    """One server, as it was when it was started. `uuid` is empty until it has answered once."""

    pid: int
    started: float
    """Start time of the process in seconds since the epoch, as the system gives it. It tells a
    reused pid from the server's.
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
    except (FileNotFoundError, BadFile):
        return None
    return None if _wrong_key(facts) else Record(**{key: facts[key] for key in Record._fields})


def fault(home: Home) -> str:
    """Return why the record cannot be used, with its file, line and key; empty where it can be
    used, or where there is none.
    """
    try:
        facts = json_file.read(home.record)
    except FileNotFoundError:
        return ""
    except BadFile as error:
        return error.message
    key = _wrong_key(facts)
    if not key:
        return ""
    said = repr(facts[key])[:40] if isinstance(facts, dict) and key in facts else "missing"
    return f"{json_file.place(home.record, key)}: {key} cannot be {said}"


def _wrong_key(facts: Any) -> str:
    """Return the first key of a record whose value is missing or wrong; empty where none is."""
    if not isinstance(facts, dict):
        return Record._fields[0]
    return next((key for key in Record._fields if not _fits(key, facts.get(key))), "")


def _fits(key: str, value: Any) -> bool:
    if key == "started":
        return type(value) in (int, float)
    if key == "password":
        return type(value) is bool
    if key in ("pid", "port"):
        most = 65535 if key == "port" else 2**31 - 1
        return type(value) is int and (key == "pid") <= value <= most
    return type(value) is str


def write(home: Home, record: Record) -> None:
    """Replace the record in one step."""
    from beadwork.files.atomic import replace

    replace(home.record, json.dumps(record._asdict(), indent=2) + "\n")
    if home.pid_file:
        replace(home.pid_file, f"{record.pid}\n")


def forget(home: Home) -> None:
    """Delete the record and the pid file: no server is ours now."""
    for path in filter(None, (home.record, home.pid_file)):
        with suppress(FileNotFoundError):
            os.unlink(path)
