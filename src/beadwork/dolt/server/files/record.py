"""The owner record of a managed server, written under the lock; and how such files are handled.

A server is ours if its `@@server_uuid` is the recorded one. A process is ours if its pid, its start
time and its configuration file are those recorded. A port that answers proves nothing.
"""

from __future__ import annotations

import json
import os
import stat
from contextlib import suppress
from typing import Any, NamedTuple

from beadwork.dolt.server.files.home import Home

LARGEST = 1_000_000
"""Bytes that a JSON file may have."""
DEEPEST = 100
"""Levels to which its values may be nested."""


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
        facts = read_json(home.record)
        found = Record(**{field: facts[field] for field in Record._fields})
    except (OSError, ValueError, KeyError, TypeError):
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


def read_json(path: str) -> Any:
    """Return what a JSON file holds, which anybody may have written.

    Raises:
        OSError: it cannot be opened.
        ValueError: it is no regular file, too large, too deeply nested, or no JSON.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)  # which never waits at a FIFO
    with open(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise ValueError("it is no regular file")
        return parse_json(file.read(LARGEST + 1))


def parse_json(raw: bytes) -> Any:
    """Return the value of a JSON text.

    Raises:
        ValueError: it is too large, too deeply nested, no JSON, or has half of a surrogate pair.
    """
    if len(raw) > LARGEST:
        raise ValueError(f"it has more than {LARGEST:,} bytes")
    try:
        found = json.loads(raw)
    except RecursionError:
        raise ValueError(f"its values are nested more than {DEEPEST} deep") from None
    if raw.count(b"{") + raw.count(b"[") > DEEPEST and _depth(found) > DEEPEST:
        raise ValueError(f"its values are nested more than {DEEPEST} deep")
    if b"\\u" in raw:
        _refuse_half_characters(found)
    return found


def _depth(value: Any) -> int:
    depth, level = 0, [value]
    while level:
        depth += 1
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
    return depth


def _refuse_half_characters(value: Any) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise ValueError("it has half of a surrogate pair, which is no character") from None


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
