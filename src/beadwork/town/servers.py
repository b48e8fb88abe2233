"""The Dolt servers of a town: one for all databases, or one for each rig.

`dolt_server.topology` in `mayor/daemon.json` says which. Both topologies have the data in the same
place: the data directory of a rig's own server is the directory of the rig's database. So a change
of the topology is a change of the file, between a stop and a start.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from beadwork.actions.remotes import failures
from beadwork.dolt.connection.server_errors import ServerError
from beadwork.dolt.databases import fingerprint, offline
from beadwork.dolt.relays import relay
from beadwork.dolt.server.files.home import HQ, TownHome
from beadwork.dolt.server.files.record import Record
from beadwork.dolt.server.lifecycle import start
from beadwork.dolt.versions.remotes import Tracked
from beadwork.dolt.writing.author import Author
from beadwork.errors import BeadworkError, Exists, StorageFailure, Usage
from beadwork.model.urls import without_credentials
from beadwork.store import identity_check, schema_check
from beadwork.town.layout import Town
from beadwork.town.rigs import registry
from beadwork.workspace import town_place


def all_of(town: Town) -> list[TownHome]:
    """Return the servers: the town's one server, or that of `hq` and those of the rigs by name.

    Raises:
        BadTown: the registry cannot be used.
    """
    if not town.server.rig:
        return [town.server]
    return [town.server, *(town.server_of(name) for name in sorted(registry.names(town)))]


def named(town: Town, names: Sequence[str]) -> list[TownHome]:
    """Return the servers of these rigs, or all where no rig is named.

    Raises:
        Usage: rigs are named, but they have no servers of their own.
        NotFound: the town has no such rig.
    """
    if names and not town.server.rig:
        raise Usage(
            f"{names[0]} has no server of its own: the town has one for all rigs",
            hint="gt dolt status",
        )
    for name in names:
        if name != HQ:
            registry.get(town, name)
    return [town.server_of(name) for name in dict.fromkeys(names)] or all_of(town)


def of_other_topology(town: Town) -> list[tuple[TownHome, Record]]:
    """Return the servers of the other topology that still run, each with its record."""
    root = str(town.root)
    if town.server.rig:
        known = start.running(town.server)
        is_other = known is not None and known.data_dir != town.server.data
        return [(TownHome(root), known)] if known and is_other else []
    homes = [
        TownHome(root, path.name)
        for path in sorted(Path(town.server.control, "rigs").glob("*"))
        if path.is_dir()
    ]
    hq = TownHome(root, HQ)
    known = start.running(hq)
    found = [(hq, known)] if known is not None and known.data_dir == hq.data else []
    return [*found, *((home, record) for home in homes if (record := start.running(home)))]


def refuse_other_topology(town: Town) -> None:
    """Refuse a start while a server of the other topology runs, as it has the databases open.

    Raises:
        Exists: such a server runs; the message names its process.
    """
    for home, known in of_other_topology(town):
        whose = f"of {home.rig}" if home.rig else "of the whole town"
        wanted = "one for each rig" if town.server.rig else "one for all rigs"
        raise Exists(
            (
                f"the server {whose} (pid {known.pid}) still runs, and {town.daemon_file} asks for "
                f"{wanted}"
            ),
            hint="gt dolt stop",
        )


def ensure(town: Town, database: str, say: Callable[[str], None]) -> Record:
    """Start the server that has a database, unless it runs, and return its record.

    Raises:
        Exists: a server of the other topology runs.
        DoltMissing, NoServer, StorageFailure: as `start.ensure`. A rig's own server needs its
            database on disk.
    """
    refuse_other_topology(town)
    home = town.server_of(database)
    if home.rig and not is_made(home):
        raise StorageFailure(
            f"there is no database {home.data}", hint=f"gt dolt init-rig {home.rig}"
        )
    started = start.ensure(home, say)
    town_place.settle(str(town.root))
    return started


def is_made(home: TownHome) -> bool:
    """Return whether the database of a rig's own server is on disk."""
    return (Path(home.data) / ".dolt" / "noms").is_dir()


def make(town: Town, database: str, say: Callable[[str], None]) -> None:
    """Create the empty database of a rig's own server, where it is missing.

    The server itself could create a database only inside that database's directory.

    Raises:
        BeadworkError: Dolt cannot create the database.
    """
    home = town.server_of(database)
    if not home.rig or is_made(home):
        return
    place = Path(home.data)
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    Path(home.control).mkdir(parents=True, exist_ok=True, mode=0o700)
    completed = offline.dolt_of(home, say).run(
        place, "init", "--name", "beadwork", "--email", "beadwork@localhost"
    )
    if completed.returncode:
        raise BeadworkError(
            f"Dolt cannot make {place}: {offline.failure_reason(completed)}", hint=f"ls -la {place}"
        )


def fetch(
    town: Town,
    database: str,
    url: str,
    say: Callable[[str], None],
    without_foreign: Author | None = None,
) -> None:
    """Fetch the database of a rig's own server from a remote, before the server is started.

    With `without_foreign` what no tracker has is dropped, in a commit of that author.

    Raises:
        BeadworkError: the remote cannot be read, or has no database. Nothing is left of the fetch.
    """
    home = town.server_of(database)
    staging = Path(home.control) / "fetching"
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True, mode=0o700)
    try:
        dolt = offline.dolt_of(home, say)
        with relay.cloning_alone(url) as near:
            _clone(dolt, staging, url, near, database)
            if without_foreign:
                _drop_foreign(dolt, staging / database, without_foreign, say)
            schema_check.admit(
                fingerprint.copy_query(dolt, staging / database),
                without_credentials(url),
                f"gt rig add {database} … --drop-foreign",
            )
            (staging / database).chmod(0o700)
            Path(home.data).parent.mkdir(mode=0o700, exist_ok=True)
            (staging / database).rename(home.data)
    except ServerError as error:  # of the process that asks a remotes API
        raise failures.explained(error, Tracked("the remote", url, "", "")) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _clone(dolt: offline.Dolt, staging: Path, url: str, near: str, database: str) -> None:
    """Clone from `near`, which has what the remote `url` has."""
    completed = dolt.run(staging, "clone", "--", near, database)
    if completed.returncode:
        why = offline.failure_reason(completed)
        raise BeadworkError(
            f"{without_credentials(url)} could not be fetched: {without_credentials(why)}"
        )


def _drop_foreign(
    dolt: offline.Dolt, copy: Path, author: Author, say: Callable[[str], None]
) -> None:
    """Drop what no tracker has from a copy that no server has open, in one commit."""
    found = schema_check.look(fingerprint.copy_query(dolt, copy), identity_check.SCHEMA_VERSION)
    dropped = schema_check.droppable(found)
    if not dropped:
        return
    named = ", ".join(map(str, dropped))
    commit = ["-A", "-m", f"bd: rig add drops {named}", "--author", author.line()]
    drops = ";\n".join(map(schema_check.drop_statement, dropped))
    for words in (["sql", "-q", drops], ["commit", *commit]):
        completed = dolt.run(copy, *words)
        if completed.returncode:
            raise BeadworkError(f"{named} cannot be dropped: {offline.failure_reason(completed)}")
    say(f"Dropped from what was fetched: {named}")
