"""Rows of a query for a person: a table where it fits the terminal, else a line for each value.
Nothing is cut off.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from beadwork.console.columns import width
from beadwork.console.console import Console
from beadwork.dolt.connection.session import Row
from beadwork.model.times.timestamps import format_timestamp


def lines(console: Console, columns: Sequence[str], rows: Sequence[Row]) -> Iterable[str]:
    """Yield the lines of a table, or of its records."""
    cells = [[_cell(value) for value in row] for row in rows]
    wide = [max(map(width, column)) for column in zip(columns, *cells, strict=True)]
    is_plain = all("\n" not in cell for row in cells for cell in row)
    if is_plain and sum(wide) + 2 * (len(wide) - 1) <= console.terminal.width:
        yield console.style(_line(columns, wide), "bold")
        yield _line(["-" * size for size in wide], wide)
        yield from (_line(row, wide) for row in cells)
        return
    names = max(map(len, columns), default=0)
    for number, row in enumerate(cells):
        if number:
            yield ""
        for name, cell in zip(columns, row, strict=True):
            first, *more = cell.splitlines() or [""]
            yield f"{console.style(name.rjust(names), 'bold')}: {first}".rstrip()
            yield from (f"{' ' * names}  {line}".rstrip() for line in more)


def _line(cells: Sequence[str], wide: Sequence[int]) -> str:
    return "  ".join(
        cell + " " * (size - width(cell)) for cell, size in zip(cells, wide, strict=True)
    ).rstrip()


def _cell(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, datetime):
        return format_timestamp(value)
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, bytes):
        return value.decode(errors="replace")
    return str(value)
