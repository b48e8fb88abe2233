"""Facts about a database and its server, for `bd info`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from beadwork.store.issues import issues

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader

SERVER = "SELECT dolt_version(), @@server_uuid, DOLT_HASHOF('HEAD')"


class Facts(NamedTuple):
    """The facts that only the server can tell."""

    dolt_version: str
    server_uuid: str
    head: str
    issue_count: int


def read(reader: Reader) -> Facts:
    """Return the facts, in one round trip."""
    server, count = reader.read((SERVER, ()), (issues.COUNT, ()))
    version, uuid, head = server.rows[0]
    return Facts(version, uuid, head, int(count.rows[0][0]))
