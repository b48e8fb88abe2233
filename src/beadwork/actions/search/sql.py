"""Change rows by a statement that a person wrote, as one commit under their name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beadwork.store.search import raw_sql

if TYPE_CHECKING:
    from beadwork.dolt.writing.write import Transaction


def change(tx: Transaction, sql: str) -> int:
    """Run a checked statement (dolt/statement.py) and return how many rows it changed.

    Raises:
        BeadworkError: the server refuses it; nothing was changed.
    """
    changed = raw_sql.write(tx, sql)
    tx.say(f"bd: sql: {sql}")
    return changed
