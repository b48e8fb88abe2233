"""What a tracker keeps of its pushes and pulls: the record of each remote, beside its server.

A server that is not managed has its records in the person's own directory.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

from beadwork.dolt.connection.driver import digest
from beadwork.dolt.connection.server_errors import ServerError
from beadwork.dolt.server.files import remote_record
from beadwork.dolt.server.files.home import user_directory
from beadwork.dolt.server.files.remote_record import RemoteRecord
from beadwork.errors import BeadworkError, NotFound, ReadOnly, RemoteDenied, Usage
from beadwork.model.times.timestamps import format_timestamp
from beadwork.model.urls import bare, without_credentials
from beadwork.workspace.connection.link import Link

NOT_OF_REMOTE = (Usage, ReadOnly, NotFound)
"""Errors after which the remote was not asked."""


class Place(NamedTuple):
    """The directory with the record of a database, and the record's name."""

    control: str
    name: str


def place(link: Link) -> Place:
    """Return where the records of a tracker's database are."""
    home, workspace = link.chosen.home, link.workspace
    if home is not None:
        return Place(home.control, workspace.database)
    return Place(user_directory(), f"{workspace.database}-{digest(workspace.project_id)[:8]}")


def succeeded(
    link: Link, remote: str, url: str, *, pushed: bool = False, pulled: bool = False
) -> None:
    """Keep that a push or a pull was made."""
    control, name = place(link)
    before = remote_record.read(control, name, remote, bare(url))
    after = before.succeeded(_now(), bare(url), pushed=pushed, pulled=pulled)
    remote_record.write(control, name, remote, after)


def failed(link: Link, remote: str, error: BeadworkError | ServerError) -> None:
    """Keep that a push or a pull failed, unless the remote was not asked."""
    if isinstance(error, NOT_OF_REMOTE):
        return
    control, name = place(link)
    before = remote_record.read(control, name, remote)
    why = error.text.splitlines()[0] if isinstance(error, ServerError) else error.message
    is_refused = isinstance(error, RemoteDenied)
    after = before.failed(_now(), before.url, without_credentials(why), is_refused=is_refused)
    remote_record.write(control, name, remote, after)


def read(link: Link, remote: str) -> RemoteRecord:
    """Return the record of a remote; an empty one where nothing was kept."""
    return remote_record.read(*place(link), remote)


def _now() -> str:
    return format_timestamp(datetime.now(UTC).replace(microsecond=0, tzinfo=None))
