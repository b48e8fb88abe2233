"""Whether a connection reached the right server and the right database.

The statements of the check are sent in one packet with the first statements of a command, and so
cost no round trip.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from beadwork.dolt.connection.session import Result, Session, Statement
from beadwork.errors import NoTracker, WrongServer
from beadwork.model.dependencies.cross_rig import NO_NEIGHBOURS, Neighbours, Unasked
from beadwork.model.issues.kinds import Vocabulary, vocabulary
from beadwork.model.settings_table import int_setting, text_setting, words_setting

if TYPE_CHECKING:
    from beadwork.dolt.connection.address import Address
    from beadwork.dolt.writing.transaction import Reader

SCHEMA = os.path.join(os.path.dirname(__file__), "schema")
SCHEMA_VERSION = max(int(name[:4]) for name in os.listdir(SCHEMA) if name.endswith(".sql"))
"""The number of the newest file. Listing the folder takes 0.05 ms at the start of a command."""

LONGEST_LEASE = int_setting("claim.longest-lease")

UUID = "SELECT @@server_uuid"
METADATA = "SELECT `key`, value FROM metadata"
CONFIG = """
    SELECT `key`, value FROM config
    WHERE `key` IN
        ('issue_prefix', 'status.custom', 'types.custom', 'ready.sort', 'claim.guard',
         'claim.lease')
"""

CODE = (
    "SELECT type, name FROM dolt_schemas"
    " UNION ALL SELECT 'procedure', name FROM dolt_procedures ORDER BY 2, 1"
)
"""Triggers, views, events and procedures: code that runs by itself or in place of a table. Every
database that is opened is checked for them, which costs the server 0.3 ms.
"""

GREETING: tuple[Statement, ...] = ((UUID, ()), (METADATA, ()), (CONFIG, ()), (CODE, ()))


class TrackerSession(Session):
    """A session on the database of a tracker. It checks the database's profile, and knows the
    tracker's neighbours in a town.
    """

    def __init__(
        self,
        address: Address,
        database: str,
        *,
        branch: str | None,
        greeted: Callable[[list[Result]], None],
        on_packet: Callable[[str], None] | None,
        neighbours: Neighbours,
        leases: str = "",
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
        self.rigs_named: set[Unasked] = set()
        """The rigs that cannot be asked, of which the person was told."""
        self.leases = leases
        """The directory of the leases of this machine's workers; empty for none."""


def neighbours(reader: Reader) -> Neighbours:
    """Return the neighbours of the reader's tracker, none outside a town."""
    session = reader if isinstance(reader, Session) else reader.session
    return session.neighbours if isinstance(session, TrackerSession) else NO_NEIGHBOURS


class TrackerProfile(NamedTuple):
    """What a database says about itself and its server."""

    server_uuid: str
    project_id: str
    schema_version: int
    prefix: str
    vocabulary: Vocabulary
    code: tuple[tuple[str, str], ...] = ()
    """The (kind, name) of each trigger, view, event and procedure. A tracker has none."""
    ready_sort: str = text_setting("ready.sort")
    claim_guard: str = text_setting("claim.guard")
    claim_lease: int = int_setting("claim.lease")
    """The minutes after which a claim expires; 0: never."""


UNCONFIGURED = TrackerProfile("", "", SCHEMA_VERSION, "bd", Vocabulary())
"""The profile of a tracker without any setting."""


def read(results: list[Result], database: str) -> TrackerProfile:
    """Return the profile from the results of GREETING, of which the last may be missing.

    Raises:
        NoTracker: the results are not those of a tracker.
    """
    try:
        return _read(results)
    except (ValueError, TypeError, IndexError, AttributeError) as error:
        raise NoTracker(
            f"the database {database} is not a tracker: its metadata cannot be read: {error}",
            hint="bd where",
        ) from None


def refuse_other_server(uuid: str, address: Address) -> None:
    """Refuse a server that is not the recorded one.

    Raises:
        WrongServer: the record has another uuid.
    """
    if address.uuid and uuid != address.uuid:
        raise WrongServer(
            f"the server at {address.name()} is {uuid}, not ours, {address.uuid}; "
            "nothing was read or written there",
            hint=f"{address.program} dolt status",
        )


def refuse_other_project(found: str, expected: str, database: str) -> None:
    """Refuse a database of another project than the workspace's.

    Raises:
        WrongServer: the two ids differ.
    """
    if found != expected:
        raise WrongServer(
            f"the database {database} belongs to project {found or '(none)'}, "
            f"this workspace to {expected or '(none)'}; nothing was read or written there",
            hint="bd where",
        )


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
        ready_sort=_word(config, "ready.sort"),
        claim_guard=_word(config, "claim.guard"),
        claim_lease=_minutes(config, "claim.lease"),
    )


def _word(config: dict[str, str], key: str) -> str:
    """Return a setting that is one of some words, its default where it is another one. A merge or
    another program may have left anything there.
    """
    value = config.get(key, "")
    return value if value in words_setting(key) else text_setting(key)


def _minutes(config: dict[str, str], key: str) -> int:
    """Return a setting in minutes, its default where it is no number or too large; as `_word`."""
    value = config.get(key, "")
    if not (value.isascii() and value.isdigit() and len(value) <= len(str(LONGEST_LEASE))):
        return int_setting(key)
    return min(int(value), LONGEST_LEASE)


def schema_version(metadata: dict[str, str]) -> int:
    """Return the schema version in the metadata, 0 where they have none.

    Raises:
        ValueError: the version is no number.
    """
    return int(metadata.get("schema_version", 0))


def metadata_values(metadata: Result) -> dict[str, str]:
    """Return the rows of METADATA as a mapping of key to value."""
    return dict(metadata.rows)
