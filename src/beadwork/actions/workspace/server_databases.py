"""The databases of the server that a directory uses: whose each is, and one moved to a backup."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from beadwork import errors
from beadwork.dolt.connection.session import Session
from beadwork.dolt.databases import backups, fingerprint, offline
from beadwork.dolt.server.files.home import Home, user_directory
from beadwork.dolt.server.machine import disk_space
from beadwork.model.hints import command
from beadwork.store import database_summary, databases
from beadwork.store.database_summary import Summary
from beadwork.workspace import last_seen, ways_back
from beadwork.workspace.connection.link import Link
from beadwork.workspace.last_seen import Sighting


class ListedDatabase(NamedTuple):
    """One database, and the directories that used it, the latest first. `size` is None where the
    files are out of reach.
    """

    summary: Summary
    places: list[Sighting]
    size: int | None

    @property
    def is_orphan(self) -> bool:
        """True where directories are known and none of them uses it any more."""
        return bool(self.places) and all(place.state for place in self.places)


def all_of(link: Link) -> list[ListedDatabase]:
    """Return the databases of a server by name. `link` has the account that sees all of them."""
    known = last_seen.everywhere()
    names = sorted(link.ask(databases.names) - databases.OF_DOLT)
    return [_listed(link, name, known) for name in names]


def one(link: Link, name: str) -> ListedDatabase:
    """Return one database.

    Raises:
        NotFound: the server has no such database.
    """
    if name in databases.OF_DOLT or name not in link.ask(databases.names):
        raise errors.NotFound(f"the server has no database {name}", hint="bd dolt list")
    return _listed(link, name, last_seen.everywhere())


def drop(
    link: Link, home: Home, listed: ListedDatabase, now: datetime, say: Callable[[str], None]
) -> Path:
    """Back a database up, restore the backup once as a proof, then drop the database. Return the
    directory of the backup. Dolt keeps a dropped database as well, until it is purged.

    Raises:
        StorageFailure: there is no sound backup; the database is still there.
    """
    name = listed.summary.name
    directory = Path(user_directory()) / ways_back.BACKUPS
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    backup = directory / f"{name}-{now.replace(tzinfo=UTC):%Y-%m-%dT%H%M%SZ}"
    with Session(link.chosen.address, name) as session:
        before = fingerprint.read(fingerprint.server_query(session))
        backups.create(session, backup)
        _prove(offline.dolt_of(home, say), backup, before)
        if fingerprint.read(fingerprint.server_query(session)) != before:
            shutil.rmtree(backup)
            raise errors.StorageFailure(
                f"{name} was written while it was backed up; it was not dropped",
                hint=command("bd", "dolt", "drop", name),
            )
    link.ask(lambda session: databases.drop(session, name))
    last_seen.forget(name, listed.summary.project_id)
    return backup


def way_back(backup: Path, name: str) -> str:
    """Return the command that brings a backup in again."""
    return command("bd", "init", "--from-remote", backups.url(backup), "--database", name)


def _listed(link: Link, name: str, known: list[Sighting]) -> ListedDatabase:
    summary = link.ask(lambda session: database_summary.read(session, name))
    places = [
        sighting
        for sighting in known
        if (sighting.database, sighting.project_id) == (name, summary.project_id)
    ]
    home = link.chosen.home
    return ListedDatabase(
        summary, places, disk_space.used(home.directory_of(name)) if home else None
    )


def _prove(dolt: offline.Dolt, backup: Path, before: fingerprint.Fingerprint) -> None:
    """Raise StorageFailure unless a restore of the backup has what the database has."""
    with tempfile.TemporaryDirectory(dir=backup.parent, prefix=".proof-") as scratch:
        copy = Path(scratch) / "restored"
        backups.restore(dolt, backup, copy)
        restored = fingerprint.read(fingerprint.copy_query(dolt, copy))
    different = restored.differences(before)
    if different:
        shutil.rmtree(backup)
        raise errors.StorageFailure(
            f"the backup {backup} is not what the database is: {', '.join(different[:3])}"
        )
