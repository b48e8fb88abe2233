"""The rows of a whole file: JSON lines, or one JSON array as `bd show --json` and `bd list --json`
print it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, NamedTuple

from beadwork.model.exchange import import_memory, import_row, json_reader
from beadwork.model.exchange.import_memory import ImportMemory
from beadwork.model.exchange.import_row import ImportRow
from beadwork.model.exchange.json_reader import BadRow

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class BadLine(NamedTuple):
    """A line that cannot be imported, and why. In a JSON array the elements are counted, from 1."""

    line: int
    error: str


class Source(NamedTuple):
    """The contents of a file: one row for each id, the bad lines, the ids that occur more than
    once, and one memory for each key.
    """

    rows: dict[str, ImportRow]
    bad: list[BadLine]
    repeated: list[str]
    memories: dict[str, ImportMemory]
    repeated_memories: list[str]
    """Keys with more than one value. The newest is taken, or the last if one has no time."""


def read(content: bytes, now: datetime, tick: Callable[[], None] = lambda: None) -> Source:
    """Return the rows of a file; `tick` is called once for each line.

    Of several rows with one id the newest is taken. Of equally new rows the last is taken.
    Headers are skipped.
    """
    source = Source({}, [], [], {}, [])
    for line, text in _rows(content.removeprefix(BYTE_ORDER_MARK), source.bad):
        tick()
        try:
            row = json_reader.parse(_decoded(text)) if isinstance(text, bytes) else text
            if not isinstance(row, dict):
                raise BadRow(f"{json_reader.shown(row)} is not an object")
            if import_memory.is_header(row):
                continue
            if import_memory.is_memory(row):
                _keep_memory(source, import_memory.read(row))
            else:
                _keep(source, import_row.read(row, line, now))
        except BadRow as error:
            source.bad.append(BadLine(line, str(error)))
    return source


def _rows(content: bytes, bad: list[BadLine]) -> Iterable[tuple[int, Any]]:
    if content.lstrip()[:1] != b"[":
        return ((line, text) for line, text in enumerate(content.split(b"\n"), 1) if text.strip())
    try:
        return enumerate(json_reader.parse(_decoded(content)), 1)
    except BadRow as error:
        bad.append(BadLine(1, str(error)))
        return ()


def _decoded(text: bytes) -> str:
    try:
        return text.decode().strip()
    except UnicodeDecodeError as error:
        raise BadRow(f"not UTF-8 at byte {error.start + 1}") from None


def _keep(source: Source, imported: ImportRow) -> None:
    before = source.rows.get(imported.issue.id)
    if before is not None:
        source.repeated.append(imported.issue.id)
        if before.issue.updated_at > imported.issue.updated_at:
            return
    source.rows[imported.issue.id] = imported


def _keep_memory(source: Source, memory: ImportMemory) -> None:
    before = source.memories.get(memory.key)
    if before is not None and before.value != memory.value:
        source.repeated_memories.append(memory.key)
        if before.updated_at and memory.updated_at and before.updated_at > memory.updated_at:
            return
    source.memories[memory.key] = memory
