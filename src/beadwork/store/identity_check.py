"""Whether a connection reached the right server and the right database.

The questions are sent in the packet of whatever is asked first: they cost no round trip.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from beadwork.dolt.connection.session import Result, Session, Statement
from beadwork.errors import NoTracker
from beadwork.model.dependencies.cross_rig import NO_NEIGHBOURS, Neighbours
from beadwork.model.issues.kinds import Vocabulary, vocabulary

if TYPE_CHECKING:
    from beadwork.dolt.connection.address import Address
    from beadwork.dolt.writing.transaction import Reader

SCHEMA = os.path.join(os.path.dirname(__file__), "schema")
SCHEMA_VERSION = max(int(name[:4]) for name in os.listdir(SCHEMA) if name.endswith(".sql"))
"""The number of the newest file. Listing the folder takes 0.05 ms at the start of a command."""

UUID = "SELECT @@server_uuid"
METADATA = "SELECT `key`, value FROM metadata"
CONFIG = """
    SELECT `key`, value FROM config
    WHERE `key` IN ('issue_prefix', 'status.custom', 'types.custom')
"""

CODE = (
    "SELECT type, name FROM dolt_schemas"
    " UNION ALL SELECT 'procedure', name FROM dolt_procedures ORDER BY 2, 1"
)
"""What runs by itself, or in place of a table: triggers, views, events, procedures. Asked of every
database that is opened; it costs the server 0.3 ms.
"""

GREETING: tuple[Statement, ...] = ((UUID, ()), (METADATA, ()), (CONFIG, ()), (CODE, ()))


class TrackerSession(Session):
    """A session on the database of a tracker, which is greeted, and has neighbours in a town."""

    def __init__(
        self,
        address: Address,
        database: str,
        *,
        branch: str | None,
        greeted: Callable[[list[Result]], None],
        on_packet: Callable[[str], None] | None,
        neighbours: Neighbours,
    ) -> None:
        super().__init__(
            address,
            database,
            branch=branch,
            greeting=GREETING,
            greeted=greeted,
            on_packet=on_packet,
        )
        self.neighbours = neighbours


def neighbours(reader: Reader) -> Neighbours:
    """Return the neighbours of the tracker that is read; none where it is not one in a town."""
    session = reader if isinstance(reader, Session) else reader.session
    return session.neighbours if isinstance(session, TrackerSession) else NO_NEIGHBOURS


class TrackerProfile(NamedTuple):
    """What a database says of itself."""

    server_uuid: str
    project_id: str
    schema_version: int
    prefix: str
    vocabulary: Vocabulary
    code: tuple[tuple[str, str], ...] = ()
    """Kind and name of what would run by itself. A tracker has none."""


def read(results: list[Result], database: str) -> TrackerProfile:
    """Return what the results of GREETING say; the last of them may be left out.

    Raises:
        NoTracker: they are not what a tracker says.
    """
    try:
        return _read(results)
    except (ValueError, TypeError, IndexError, AttributeError) as error:
        raise NoTracker(
            f"the database {database} is not a tracker: its metadata cannot be read: {error}",
            hint="bd where",
        ) from None


def _read(results: list[Result]) -> TrackerProfile:
    metadata = metadata_values(results[1])
    config: dict[str, str] = dict(results[2].rows)
    return TrackerProfile(
        server_uuid=results[0].rows[0][0],
        project_id=metadata.get("project_id", ""),
        schema_version=schema_version(metadata),
        prefix=config.get("issue_prefix", "bd"),
        vocabulary=vocabulary(config.get("status.custom"), config.get("types.custom")),
        code=tuple(results[3].rows) if len(results) > 3 else (),
    )


def schema_version(metadata: dict[str, str]) -> int:
    """Return the schema version that the metadata say, 0 where they say nothing.

    Raises:
        ValueError: it is no number.
    """
    return int(metadata.get("schema_version", 0))


def metadata_values(metadata: Result) -> dict[str, str]:
    """Return what the result of METADATA says."""
    return dict(metadata.rows)
