"""Read the tables of another program's backup: a directory with a JSONL file for each table."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from beadwork.errors import ImportRefused
from beadwork.files import bounded
from beadwork.model.exchange import json_reader
from beadwork.model.exchange.json_reader import BadRow
from beadwork.model.exchange.legacy_tables import WANTED, Record
from beadwork.store.legacy_tables import ReadTables

ENDING = ".jsonl"


def tables(directory: Path) -> ReadTables | None:
    """Return the tables of a backup, None where it has no issues.

    Raises:
        ImportRefused: a line is no JSON object.
        BadFile: a file is not regular, or too large.
    """
    files = sorted(path for path in directory.iterdir() if path.name.endswith(ENDING))
    read = {path.name.removesuffix(ENDING): _rows(path) for path in files}
    if not read.get("issues"):
        return None
    others = {name: len(rows) for name, rows in read.items() if name not in WANTED}
    return {name: rows for name, rows in read.items() if name in WANTED}, others


def _rows(path: Path) -> list[Record]:
    content = bounded.read(str(path), bounded.IMPORT)
    lines = enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1)
    return [_row(path, number, line) for number, line in lines if line.strip()]


def _row(path: Path, number: int, line: bytes) -> Record:
    try:
        row: Any = json_reader.parse(line.decode())
    except UnicodeDecodeError:
        row = None
    except BadRow as error:
        raise _refused(path, number, str(error)) from None
    if not isinstance(row, dict):
        raise _refused(path, number, "no JSON object")
    return row


def _refused(path: Path, number: int, error: str) -> ImportRefused:
    return ImportRefused(
        f"{path}: line {number}: {error}; nothing was written",
        hint=f"correct {os.path.relpath(path)}, with the program that made it",
    )
