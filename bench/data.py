"""Put synthetic rows into a tracker: by the store's own bulk statements, or by bare SQL to compare
with.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from beadwork.dolt.writing.transaction import Transaction
from beadwork.model.dependencies.dependency import PARENT_CHILD, Dependency
from beadwork.model.issues import field_table
from beadwork.model.issues.issue import Issue
from beadwork.model.times.date_input import parse_timestamp
from beadwork.store.dependencies import dependencies
from beadwork.store.issues import issues
from beadwork.tracker import InternalTracker

TIMES = field_table.of_kind("time")


def load(tracker: InternalTracker, rows: Iterable[dict[str, Any]]) -> None:
    """Insert export rows in one commit."""
    found = list(rows)

    def fill(tx: Transaction) -> None:
        issues.add_all(tx, [issue(row) for row in found])
        dependencies.add_all(tx, [edge for row in found for edge in edges(row)])
        tx.say(f"bench: {len(found)} issues")

    tracker.change(fill)


def issue(row: dict[str, Any]) -> Issue:
    """Return the issue of an export row."""
    values: dict[str, Any] = {
        field.column: row[field.name] for field in field_table.FIELDS if field.name in row
    }
    for field in TIMES:
        if values.get(field.column):
            values[field.column] = parse_timestamp(values[field.column])
    values["labels"] = tuple(row.get("labels", ()))
    values["parent"] = next(
        (e["depends_on_id"] for e in _edges(row) if e["type"] == PARENT_CHILD), None
    )
    unset = {"description": None, "owner": None, "assignee": None, "closed_at": None}
    return Issue(**(unset | values))


def edges(row: dict[str, Any]) -> list[Dependency]:
    """Return the edges of an export row that are not its parent's."""
    return [
        Dependency(
            edge["issue_id"],
            edge["depends_on_id"],
            edge["type"],
            parse_timestamp(edge["created_at"]),
            edge["created_by"],
        )
        for edge in _edges(row)
        if edge["type"] != PARENT_CHILD
    ]


def _edges(row: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = row.get("dependencies", [])
    return found


def as_packets(tracker: InternalTracker, rows: list[dict[str, Any]]) -> list[str]:
    """Return the rows as INSERT statements with their values in place, 500 rows each: the least
    that a load must send.
    """
    packets: list[str] = []
    before = tracker.link.session.on_packet

    class Stop(Exception):
        """Nothing is to be written: only the statements are wanted."""

    def fill(tx: Transaction) -> None:
        collecting = _Collector(tx, packets)
        issues.add_all(collecting, [issue(row) for row in rows])  # type: ignore[arg-type]
        dependencies.add_all(collecting, [edge for row in rows for edge in edges(row)])  # type: ignore[arg-type]
        raise Stop

    try:
        tracker.change(fill)
    except Stop:
        tracker.link.session.on_packet = before
    return [packet.replace("%", "%%") for packet in packets]


class _Collector:
    """Stands where a transaction stands, and keeps what would be sent."""

    def __init__(self, tx: Transaction, packets: list[str]) -> None:
        self._tx = tx
        self._packets = packets

    def run(self, sql: str, *values: Any) -> int:
        from beadwork.dolt.connection.session import bind

        self._packets.append(bind(self._tx.session._open(), sql, values))
        return 1
