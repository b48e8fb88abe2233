"""The owner record of a managed server, written under the server's lock.

A server is ours if its `@@server_uuid` is the recorded one. A process is ours if its pid and its
start time are those recorded, and it works in our data directory. A port that answers proves
nothing.

A record counts in the directory in which it was written, by path, device and inode. In a copy of
that directory, and where the directory was moved to, nothing that the record names is ours.
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
    directory: str = ""
    """The control directory, as its writer named it; empty in records of older versions."""
    device: int = 0
    inode: int = 0


def read(home: Home) -> Record | None:
    """Return the record that was written in this directory, or None where there is none that can be
    used.
    """
    found = written(home)
    return found if found is not None and is_of(home, found) else None


def written(home: Home) -> Record | None:
    """Return the record as it is written, even if it came here with a copied or moved directory.
    None where there is none that can be used.
    """
    try:
        facts = json_file.read(home.record)
    except (FileNotFoundError, BadFile):
        return None
    if _wrong_key(facts):
        return None
    return Record(**{key: facts[key] for key in Record._fields if key in facts})


def is_of(home: Home, record: Record) -> bool:
    """Tell whether a record was written in this control directory, by this path."""
    if not record.inode:  # an older version wrote it: `hq` alone and a whole town have one record
        ours, theirs = f"{home.data}/", f"{record.data_dir}/"
        return ours.startswith(theirs) or theirs.startswith(ours)
    return is_here(home.control, record.directory, record.device, record.inode)


def is_here(here: str, directory: str, device: int, inode: int) -> bool:
    """Tell whether what is `here` is the directory with this path, device and inode. Another path
    is right if it leads to the same directory: a symbolic link, a bind mount.
    """
    try:
        facts = os.stat(here)
        if (facts.st_dev, facts.st_ino) != (device, inode):
            return False
        return directory == here or os.path.samestat(facts, os.stat(directory))
    except (OSError, ValueError):
        return False


def place_of(directory: str) -> dict[str, Any]:
    """Return the arguments by which `is_here` knows a directory again, as keys of a record."""
    facts = os.stat(directory)
    return {"directory": directory, "device": facts.st_dev, "inode": facts.st_ino}


def fault(home: Home) -> str:
    """Return why the record cannot be used, with its file, line and key; empty where it can be
    used, or where there is none. Where it was written is not looked at.
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
    present = (key for key in Record._fields if key in facts or key not in Record._field_defaults)
    return next((key for key in present if not _fits(key, facts.get(key))), "")


def _fits(key: str, value: Any) -> bool:
    if key == "started":
        return type(value) in (int, float)
    if key == "password":
        return type(value) is bool
    if key in ("device", "inode"):
        return type(value) is int
    if key in ("pid", "port"):
        most = 65535 if key == "port" else 2**31 - 1
        return type(value) is int and (key == "pid") <= value <= most
    return type(value) is str


def write(home: Home, record: Record) -> None:
    """Replace the record in one step, as one of this directory."""
    from beadwork.files.atomic import replace

    facts = {**record._asdict(), **place_of(home.control)}
    replace(home.record, json.dumps(facts, indent=2) + "\n")
    if home.pid_file:
        replace(home.pid_file, f"{record.pid}\n")


def forget(home: Home) -> None:
    """Delete the record and the pid file: no server is ours now."""
    for path in filter(None, (home.record, home.pid_file)):
        with suppress(FileNotFoundError):
            os.unlink(path)
