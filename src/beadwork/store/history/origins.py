"""Where issues came from: the column `source_system`.

It is set once, where it is empty, and without a new `updated_at`: to mark an issue is no edit of it
(model/merging/three_way.py), so no mark brings a deleted issue back, and two towns that mark one
issue alike have the same row.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader, Transaction

UNMARKED_AT = "SELECT id FROM issues AS OF %s WHERE source_system IS NULL"
UNMARKED = "SELECT id FROM issues WHERE source_system IS NULL"
IDS_AT = "SELECT id FROM issues AS OF %s"
MARK = "UPDATE issues SET source_system = %s WHERE source_system IS NULL AND id IN %s"
PACKET = 100


def unmarked_at(reader: Reader, commit: str, but_at: str) -> set[str]:
    """Return the issues of a commit without an origin that another commit does not have."""
    found, other = reader.read((UNMARKED_AT, (commit,)), (IDS_AT, (but_at,)))
    return {row[0] for row in found.rows} - {row[0] for row in other.rows}


def unmarked(reader: Reader, but_at: Sequence[str]) -> set[str]:
    """Return the present issues without an origin that none of these commits has."""
    found, *others = reader.read((UNMARKED, ()), *((IDS_AT, (commit,)) for commit in but_at))
    return {row[0] for row in found.rows} - {row[0] for answer in others for row in answer.rows}


def mark(tx: Transaction, ids: Collection[str], origin: str) -> None:
    """Write where issues came from."""
    listed = sorted(ids)
    for start in range(0, len(listed), PACKET):
        tx.write(MARK, origin, tuple(listed[start : start + PACKET]))
