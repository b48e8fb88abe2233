"""Data that another tracker left in a `.beads/` directory, and that `init` must not pass over."""

from __future__ import annotations

import os

JSONL = ("issues.jsonl", "beads.jsonl")


def jsonl(beads: str) -> str | None:
    """Return the path of the JSONL file in which an older tracker keeps its issues; None where
    there is none, or it is empty.
    """
    for name in JSONL:
        path = os.path.join(beads, name)
        if os.path.isfile(path) and os.path.getsize(path):
            return path
    return None


def find(beads: str) -> list[str]:
    """Return the names of the data that is there: JSONL files, SQLite databases, an embedded Dolt
    database.
    """
    found = [os.path.basename(path) for path in [jsonl(beads)] if path]
    try:
        names = sorted(os.listdir(beads))
    except OSError:
        return found
    found += [name for name in names if name.endswith((".db", ".sqlite", ".sqlite3"))]
    found += [
        f"{name}/" for name in ("dolt", "embeddeddolt") if _has_entries(os.path.join(beads, name))
    ]
    return found


def _has_entries(directory: str) -> bool:
    try:
        return bool(os.listdir(directory))
    except OSError:
        return False
