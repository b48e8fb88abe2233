"""Facts about a database and its server, for `bd info`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from beadwork.store.issues import issues

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader

SERVER = "SELECT dolt_version(), @@server_uuid, DOLT_HASHOF('HEAD')"


COLUMNS = """
    SELECT table_name, column_name FROM information_schema.columns
    WHERE table_schema = DATABASE() ORDER BY table_name, ordinal_position
"""


class Facts(NamedTuple):
    """The facts that only the server can tell."""

    dolt_version: str
    server_uuid: str
    head: str
    issue_count: int


def tables(reader: Reader) -> dict[str, list[str]]:
    """Return the columns of each table, in their order."""
    found: dict[str, list[str]] = {}
    for table, column in reader.rows(COLUMNS):
        if not str(table).startswith("dolt_"):
            found.setdefault(str(table), []).append(str(column))
    return found


def read(reader: Reader) -> Facts:
    """Return the facts, in one round trip."""
    server, count = reader.read((SERVER, ()), (issues.COUNT, ()))
    version, uuid, head = server.rows[0]
    return Facts(version, uuid, head, int(count.rows[0][0]))
