"""A cache of values worked out from files, kept with those files' times, so that a frequent command
need not work them out again.

A cache that cannot be read or written costs time and nothing else.
"""

from __future__ import annotations

import json
import os
from typing import Any

from beadwork.dolt.connection.driver import digest
from beadwork.dolt.server.files.home import user_directory
from beadwork.errors import BadFile
from beadwork.files import json_file

Stamp = list[int] | None


def recall(key: str) -> dict[str, Any] | None:
    """Return the value kept under `key`; None where there is none, or where one of its files has
    changed since.
    """
    try:
        entry = json_file.read(_path(key))
        if any(stamp(path) != seen for path, seen in entry["files"].items()):
            return None
        value: dict[str, Any] = entry["value"]
        return value
    except (OSError, BadFile, KeyError, TypeError, AttributeError):
        return None


def remember(key: str, files: list[str], value: dict[str, Any]) -> None:
    """Keep `value` until one of `files` changes, appears or goes away."""
    from beadwork.files.atomic import replace

    path = _path(key)
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        replace(path, json.dumps({"files": {name: stamp(name) for name in files}, "value": value}))
    except OSError:
        return


def stamp(path: str) -> Stamp:
    """Return modification time (ns), size and inode of a file, which tell its versions apart; None
    where there is no file.
    """
    try:
        facts = os.stat(path)
    except OSError:
        return None
    return [facts.st_mtime_ns, facts.st_size, facts.st_ino]


def _path(key: str) -> str:
    return os.path.join(user_directory(), "cache", f"{digest(key)[:24]}.json")
