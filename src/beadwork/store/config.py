"""The tables `config` and `metadata`: settings and facts that are true for every clone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader, Transaction


GET = "SELECT value FROM config WHERE `key` = %s"
WITH_PREFIX = (
    "SELECT `key`, value FROM config WHERE LEFT(`key`, CHAR_LENGTH(%s)) = %s ORDER BY `key`"
)
SET = "REPLACE INTO config (`key`, value) VALUES (%s, %s)"
UNSET = "DELETE FROM config WHERE `key` = %s"
SET_FACT = "REPLACE INTO metadata (`key`, value) VALUES (%s, %s)"


def get(reader: Reader, key: str) -> str | None:
    """Return a setting, None where it is not set."""
    rows = reader.rows(GET, key)
    return str(rows[0][0]) if rows else None


def with_prefix(reader: Reader, prefix: str) -> dict[str, str]:
    """Return the settings whose keys begin with `prefix`, in order of key."""
    return dict(reader.rows(WITH_PREFIX, prefix, prefix))


def put(tx: Transaction, key: str, value: str) -> None:
    """Set a setting."""
    tx.write(SET, key, value)


def remove(tx: Transaction, key: str) -> bool:
    """Delete a setting and tell whether it was set."""
    return tx.run(UNSET, key) > 0


def put_fact(tx: Transaction, key: str, value: str) -> None:
    """Insert or replace a row of `metadata`."""
    tx.write(SET_FACT, key, value)
