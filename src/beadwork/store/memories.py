"""The table `memories`: values by key that are worth knowing in every later session."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from beadwork.store.search.filters import contains

if TYPE_CHECKING:
    from datetime import datetime

    from beadwork.dolt.writing.transaction import Reader, Transaction

GET = "SELECT value FROM memories WHERE `key` = %s"
EVERYTHING = "SELECT `key`, value, updated_at FROM memories ORDER BY `key`"
MATCHING = """
    SELECT `key`, value FROM memories
    WHERE LOWER(`key`) LIKE %s OR LOWER(value) LIKE %s ORDER BY `key`
"""
SET = "REPLACE INTO memories (`key`, value, updated_at) VALUES (%s, %s, %s)"
REMOVE = "DELETE FROM memories WHERE `key` = %s"


class Memory(NamedTuple):
    """A row of the table."""

    key: str
    value: str
    updated_at: datetime


def everything(reader: Reader) -> list[Memory]:
    """Return all memories, by key."""
    return [Memory._make(row) for row in reader.rows(EVERYTHING)]


def get(reader: Reader, key: str) -> str | None:
    """Return the memory of a key, None where there is none."""
    rows = reader.rows(GET, key)
    return str(rows[0][0]) if rows else None


def matching(reader: Reader, text: str) -> dict[str, str]:
    """Return the memories with `text` in the key or the value, ignoring case. An empty text matches
    all.
    """
    return dict(reader.rows(MATCHING, contains(text), contains(text)))


def put(tx: Transaction, key: str, value: str, updated_at: datetime | None = None) -> None:
    """Insert or replace the memory of a key; its time is now unless it is given."""
    tx.write(SET, key, value, updated_at or tx.now)


def remove(tx: Transaction, key: str) -> None:
    """Delete the memory of a key."""
    tx.write(REMOVE, key)
