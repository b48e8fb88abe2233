"""The table `memories`: what is worth knowing in every later session, by key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beadwork.store.search.filters import contains

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader, Transaction

GET = "SELECT value FROM memories WHERE `key` = %s"
MATCHING = """
    SELECT `key`, value FROM memories
    WHERE LOWER(`key`) LIKE %s OR LOWER(value) LIKE %s ORDER BY `key`
"""
SET = "REPLACE INTO memories (`key`, value, updated_at) VALUES (%s, %s, %s)"
REMOVE = "DELETE FROM memories WHERE `key` = %s"


def get(reader: Reader, key: str) -> str | None:
    """Return what is remembered under a key, None where nothing is."""
    rows = reader.rows(GET, key)
    return str(rows[0][0]) if rows else None


def matching(reader: Reader, text: str) -> dict[str, str]:
    """Return what has `text` in its key or its value, whatever the case; an empty text is in
    all.
    """
    return dict(reader.rows(MATCHING, contains(text), contains(text)))


def put(tx: Transaction, key: str, value: str) -> None:
    """Remember a value."""
    tx.write(SET, key, value, tx.now)


def remove(tx: Transaction, key: str) -> None:
    """Forget a key."""
    tx.write(REMOVE, key)
