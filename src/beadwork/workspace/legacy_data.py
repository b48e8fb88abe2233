"""Data that another tracker left in a `.beads/` directory, and that `init` must not pass over."""

from __future__ import annotations

import os
from collections.abc import Collection
from contextlib import suppress

from beadwork.errors import BadFile
from beadwork.files import bounded, json_file, symlinks
from beadwork.model.counted import counted
from beadwork.model.exchange import json_reader
from beadwork.workspace.settings import metadata

JSONL = ("issues.jsonl", "beads.jsonl")
NAMED = "jsonl_export"
"""The key of an older metadata.json that names the file of issues."""
DELETIONS = "deletions.jsonl"
"""A line for each issue that was deleted. The file of issues does not have these any more."""
BACKUP = "backup"
"""The directory in which the Go program backs up its tables, a JSONL file each."""
BACKUP_TABLES = ("issues", "dependencies", "labels", "comments", "config")
SHOWN = 5


def jsonl(beads: str) -> list[str]:
    """Return the paths of the JSONL files in which an older tracker keeps its issues, the one that
    its metadata.json names first. An empty file is none.
    """
    names = dict.fromkeys([*_named(beads), *JSONL])
    return [path for path in (os.path.join(beads, name) for name in names) if _holds_lines(path)]


def _named(beads: str) -> list[str]:
    with suppress(OSError, BadFile):
        content = json_file.read(os.path.join(beads, metadata.NAME))
        name = content.get(NAMED) if isinstance(content, dict) else None
        if (
            isinstance(name, str)
            and name
            and symlinks.is_within(
                os.path.normpath(os.path.join(beads, name)), os.path.normpath(beads)
            )
        ):
            return [os.path.normpath(name)]
    return []


def _holds_lines(path: str) -> bool:
    return os.path.isfile(path) and os.path.getsize(path) > 0


def backup(directory: str) -> str | None:
    """Return the directory of a backup in JSONL: `directory` itself, or `backup/` in it."""
    for found in (directory, os.path.join(directory, BACKUP)):
        if all(os.path.isfile(os.path.join(found, f"{name}.jsonl")) for name in BACKUP_TABLES[:3]):
            return found
    return None


def backup_of(path: str) -> str | None:
    """Return the directory of a backup in JSONL, which is that directory or its issues.jsonl; None
    where the path is neither.
    """
    is_its_issues = os.path.basename(path) == "issues.jsonl"
    directory = os.path.dirname(path) if is_its_issues else path
    return directory if backup(directory) == directory else None


def find(beads: str) -> list[str]:
    """Return the names of the data that is there: JSONL files, SQLite databases, an embedded Dolt
    database, a backup.
    """
    found = [os.path.relpath(path, beads) for path in jsonl(beads)]
    try:
        names = sorted(os.listdir(beads))
    except OSError:
        return found
    found += [name for name in names if name.endswith((".db", ".sqlite", ".sqlite3"))]
    found += [
        f"{name}/" for name in ("dolt", "embeddeddolt") if _has_entries(os.path.join(beads, name))
    ]
    return [*found, *([f"{BACKUP}/"] if backup(beads) else [])]


def _has_entries(directory: str) -> bool:
    try:
        return bool(os.listdir(directory))
    except OSError:
        return False


def unread(beads: str, read: Collection[str], ids: Collection[str]) -> list[str]:
    """Return a sentence for each other file of JSON lines, and for a backup, in a `.beads/`.

    `read` are the paths that are read, `ids` those of the issues that they have.
    """
    taken = {os.path.realpath(path) for path in read}
    found = []
    with suppress(OSError):
        for name in sorted(os.listdir(beads)):
            path = os.path.join(beads, name)
            if not name.endswith(".jsonl") or os.path.realpath(path) in taken:
                continue
            if _holds_lines(path):
                found.append(_deletions(path, ids) if name == DELETIONS else f"{name}: not read")
    kept = backup(beads)
    if kept and os.path.realpath(kept) not in taken:
        found.append(f"{BACKUP}/: not read, since there are newer files")
    return found


def _deletions(path: str, ids: Collection[str]) -> str:
    """Return what is said of the list of deletions: an issue that is there in spite of it is not
    deleted.
    """
    deleted: list[str] = []
    with suppress(OSError, BadFile):
        for line in bounded.read(path, bounded.IMPORT, follow=False).splitlines():
            with suppress(ValueError):
                entry = json_reader.parse(line.decode())
                if isinstance(entry, dict) and isinstance(entry.get("id"), str):
                    deleted.append(entry["id"])
    alive = sorted({name for name in deleted if name in ids})
    more = f" and {len(alive) - SHOWN:,} more" if len(alive) > SHOWN else ""
    spared = f"; {', '.join(alive[:SHOWN])}{more} came in all the same" if alive else ""
    return f"{DELETIONS}: {counted(len(deleted), 'deletion')}, not applied{spared}"
