"""Issues that name one of another town, or their own origin, in `external_ref`."""

from __future__ import annotations

from beadwork.dolt.writing.transaction import Reader
from beadwork.model.issues.issue import Issue
from beadwork.store.issues.issues import from_row, select

WITH_HOP = select("WHERE LEFT(external_ref, 6) = 'hop://' ORDER BY id")


def with_hop(reader: Reader) -> list[Issue]:
    """Return the issues whose `external_ref` is a `hop://` URI, by id."""
    (found,) = reader.read((WITH_HOP, ()))
    return [from_row(row) for row in found.rows]
