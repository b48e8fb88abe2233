"""Change rows by a statement that a person wrote, as one commit under their name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beadwork.dolt import statement
from beadwork.errors import Usage
from beadwork.store.search import raw_sql

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Transaction


def change(tx: Transaction, sql: str) -> int:
    """Run a checked statement (dolt/statement.py) and return how many rows it changed.

    Raises:
        Usage: the statement changes a table that is not the tracker's.
        BeadworkError: the server refuses the statement; nothing was changed.
    """
    table = statement.written_table(sql)
    if table not in raw_sql.WRITABLE:
        raise Usage(
            f"bd sql --write changes {', '.join(raw_sql.WRITABLE)}; not {table}",
            hint="bd dolt sql",
        )
    changed = raw_sql.write(tx, sql)
    tx.say(f"bd: sql: {sql}")
    return changed
