"""Change rows by a statement that a person wrote, as one commit under their name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beadwork.store import query

if TYPE_CHECKING:
    from beadwork.dolt.write import Transaction


def change(tx: Transaction, sql: str) -> int:
    """Run a checked statement (dolt/statement.py) and return how many rows it changed.

    Raises:
        BeadworkError: the server refuses it; nothing was changed.
    """
    changed = query.write(tx, sql)
    tx.say(f"bd: sql: {sql}")
    return changed
