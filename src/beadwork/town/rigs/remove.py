"""Remove a project from the town: from registry and routes, and with `purge` also its files and
database.

Whoever removes a rig holds the town's lock (registry_lock.py). Nothing is deleted that no remote
has: `unsaved_work` checks first, and Dolt keeps a dropped database until it is purged.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from beadwork.dolt.connection.session import Session
from beadwork.dolt.relays import relay
from beadwork.dolt.server import access
from beadwork.dolt.server.lifecycle import stop
from beadwork.errors import Invalid
from beadwork.store import databases
from beadwork.town import servers
from beadwork.town.daemon import control
from beadwork.town.layout import Town
from beadwork.town.recovery import backup
from beadwork.town.remotes import rig_settings
from beadwork.town.rigs import (
    database_files,
    registration,
    registry,
    registry_lock,
    routes,
    trackers,
    unfinished_add,
    unsaved_work,
)
from beadwork.town.rigs.registry import Rig
from beadwork.town.workers import record
from beadwork.workspace.settings import metadata


class Removed(NamedTuple):
    """A rig that was removed, and the name of its database."""

    rig: Rig
    database: str


def remove(town: Town, name: str) -> Removed:
    """Remove a rig from registry and routes, and stop its own server. Files and database stay.

    Raises:
        NotFound: the town has no rig of that name.
        Invalid: the rig has workers.
        LockTimeout: another process is changing the rigs.
    """
    with registry_lock.alone(town, f"gt rig remove {name}"):
        rig = registry.get(town, name)
        record.refuse_workers(town, name)
        database = trackers.get(town, name).database
        _unregister(town, name)
    if town.server.rig:
        control.release_server(town.server_of(name))
        stop.stop(town.server_of(name))
    return Removed(rig, database or name)


def purge(town: Town, name: str, say: Callable[[str], None]) -> Removed:
    """Remove a rig with its files and its database. The database can still be restored.

    Raises:
        NotFound: the town has no rig of that name.
        Invalid: work in the rig's directory would be lost, the rig has workers, or another rig has
            the same database.
        LockTimeout: another process is changing the rigs.
        NoServer: the server does not start. Nothing was removed.
    """
    with registry_lock.alone(town, f"gt rig remove {name} --purge {name}"):
        rig = registry.get(town, name)
        record.refuse_workers(town, name)
        routes.read(town)
        if town.rig(name).exists():
            unsaved_work.refuse(town.rig(name), unfinished_add.made(town, name))
        database = _own_database(town, name)
        _forget_passwords(town, name, database, say)
        if town.server.rig:
            _move_database(town, rig)
        else:
            _drop_database(town, name, database, say)
        _unregister(town, name)
        rig_settings.forget(town, name)
        if town.rig(name).exists():
            shutil.rmtree(town.rig(name))
        return Removed(rig, database)


def _own_database(town: Town, name: str) -> str:
    """Return the name of a rig's database.

    Raises:
        Invalid: another rig has the same database, or it is on a server that is not the town's.
    """
    own = trackers.get(town, name)
    database = own.database or name
    for other in trackers.all_of(town):
        if other.name != name and other.database == database:
            raise Invalid(
                f"the database {database} is that of {other.name} as well",
                hint=f"gt rig remove {name}",
            )
    if own.database and not own.project_id:
        raise Invalid(
            f"the database {database} cannot be purged: {own.trouble}", hint=f"gt rig remove {name}"
        )
    return database


def _forget_passwords(town: Town, name: str, database: str, say: Callable[[str], None]) -> None:
    """Delete the passwords of the remotes, while the database still says which those are."""
    if not (town.data / database / ".dolt").is_dir():
        return
    known = servers.ensure(town, name, say)
    with Session(access.address(town.server_of(name), known), database) as session:
        relay.forget_passwords(session)


def _drop_database(town: Town, name: str, database: str, say: Callable[[str], None]) -> None:
    known = servers.ensure(town, name, say)
    with Session(access.address(town.server, known), None) as session:
        databases.drop(session, metadata.check_database(database, str(town.rigs_file)))


def _move_database(town: Town, rig: Rig) -> None:
    """Stop the rig's own server, and move its database to `backups/removed/`.

    A daemon releases the server of a rig that is not registered. If it does not, the rig is
    registered again.
    """
    home = town.server_of(rig.name)
    with ExitStack() as undo:
        registry.unregister(town, rig.name)
        undo.callback(registry.register, town, rig)
        control.release_server(home)
        stop.stop(home)
        if Path(home.data).is_dir():
            removed = backup.directory_of(town) / "removed"
            database_files.rename(
                Path(home.data), removed / f"{rig.name}-{database_files.moment()}"
            )
        undo.pop_all()


def _unregister(town: Town, name: str) -> None:
    registration.unregister(town, name)
    unfinished_add.end(town, name)
