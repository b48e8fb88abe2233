"""Put a project into the town, and take it out: directory, clone, database, workspace, and last
registry and route.

Invariants: who adds or removes holds the town (town/rigs/registry_lock.py). A rig that could not be
added whole is not registered, and what was made for it is gone again; its database, which may hold
what a remote gave, is kept, and the next try takes it up. So it goes on, too, where one was killed.
Nothing is deleted that was there before, or that no remote has.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from beadwork.actions.workspace import initialize
from beadwork.actions.workspace.init_plan import Request
from beadwork.dolt.connection.session import Session
from beadwork.dolt.server import access
from beadwork.dolt.server.files import credential_store
from beadwork.dolt.server.files.home import of_user
from beadwork.dolt.server.files.record import replace
from beadwork.dolt.server.lifecycle import stop
from beadwork.dolt.writing.author import Author
from beadwork.errors import BeadworkError, Exists, Invalid, LocalDataExists, RemoteHasData
from beadwork.model.times.timestamps import format_timestamp
from beadwork.store import databases
from beadwork.town import servers
from beadwork.town.daemon import control
from beadwork.town.layout import Town
from beadwork.town.recovery import backup
from beadwork.town.rigs import (
    adopt_database,
    database_files,
    git_clone,
    registry,
    registry_lock,
    routes,
    trackers,
    unfinished_add,
    unsaved_work,
)
from beadwork.town.rigs.adopt_database import Tracker
from beadwork.town.rigs.registry import Rig
from beadwork.town.rigs.unfinished_add import Source
from beadwork.workspace import git_remote
from beadwork.workspace.routes import Route
from beadwork.workspace.settings import metadata

REDIRECT = "mayor/rig/.beads"
"""What `<rig>/.beads/redirect` says, so that everything in the rig's directory finds its workspace.
"""


class Added(NamedTuple):
    """A rig that was added; whether its issues came with it from the remote, and what was taken up
    that was there.
    """

    rig: Rig
    database: str
    path: Path
    is_fetched: bool
    taken_up: Tracker | None = None


class Removed(NamedTuple):
    """A rig that the town has no longer, and the name of the database that it had."""

    rig: Rig
    database: str


def add(
    town: Town,
    name: str,
    source: str,
    author: Author,
    say: Callable[[str], None],
    *,
    prefix: str = "",
    branch: str = "",
) -> Added:
    """Clone a project into the town and give it a database.

    Raises:
        Invalid: a name, a URL, a prefix or a branch cannot be.
        Exists: the name, the prefix, the directory or the database is taken.
        LockTimeout: somebody else is changing the rigs.
        BeadworkError: git or the server failed; nothing is registered then.
    """
    registry.check_name(name)
    wanted = registry.check_prefix(name, prefix)
    wanted_branch = git_clone.checked_branch(branch)
    url = credential_store.take_out(git_clone.checked_source(source), say)
    origin = Source(url, wanted_branch)
    with registry_lock.alone(town, f"gt rig add {name}"), ExitStack() as undo:
        _forget_half_made(town, name)
        _refuse_taken(town, name, wanted)
        unfinished_add.begin(town, name, origin, undo)
        _clone(town, name, origin, undo)
        if town.server_of(name).rig:
            undo.callback(stop.stop, town.server_of(name))
        came = _fetch(town, name, say)
        taken = _take_up(town, name, wanted, say, is_asked=bool(prefix), came=came)
        made, is_fetched = _workspace(
            town.clone(name), name, taken.prefix if taken else wanted, author, say
        )
        rig = Rig(
            name, origin.url, made.prefix, format_timestamp(datetime.now(UTC).replace(tzinfo=None))
        )
        _redirect(town, name, undo)
        _register(town, rig, undo)
        unfinished_add.end(town, name)
        undo.pop_all()
    return Added(
        rig, made.workspace.database, town.clone(name), is_fetched or came, None if came else taken
    )


def _forget_half_made(town: Town, name: str) -> None:
    """Take a rig out of the registry whose add was killed after that, so that nobody was ever told
    of it.
    """
    if unfinished_add.is_half_made(town, name):
        registry.unregister(town, name)
        routes.remove(town, _path(town, name))


def _refuse_taken(town: Town, name: str, prefix: str) -> None:
    registry.check_prefix(name, prefix)
    registry.refuse_taken(town, name, prefix)
    routes.refuse_taken(town, Route(f"{prefix}-", _path(town, name)))


def _path(town: Town, name: str) -> str:
    """Return where routes lead to a rig."""
    return str(town.clone(name).relative_to(town.root))


def _clone(town: Town, name: str, origin: Source, undo: ExitStack) -> None:
    clone = town.clone(name)
    if clone.exists():  # whole, of one that was killed later
        return
    undo.callback(_remove_empty, clone.parent)
    git_clone.clone(origin.url, clone, origin.branch)
    undo.callback(shutil.rmtree, clone, ignore_errors=True)


def _fetch(town: Town, name: str, say: Callable[[str], None]) -> bool:
    """Fetch what the project's remote holds of a tracker, and tell whether there was any, for a rig
    with a server of its own.

    Such a server could fetch it only into a database inside of its own, so that is there first.
    """
    home, clone = town.server_of(name), str(town.clone(name))
    if not home.rig or servers.is_made(home) or not git_remote.has_data(clone):
        return False
    servers.fetch(town, name, credential_store.take_out(git_remote.of_origin(clone), say), say)
    return True


def _take_up(
    town: Town, name: str, prefix: str, say: Callable[[str], None], *, is_asked: bool, came: bool
) -> Tracker | None:
    """Bring up the server of a rig, and give the rig the database of its name where that has one,
    or where it just came.

    Raises:
        Exists: it is another rig's, holds something else, or has other ids than those that were
            asked for.
    """
    servers.make(town, name, say)
    known = servers.ensure(town, name, say)
    with Session(access.address(town.server_of(name), known), None) as server:
        found = adopt_database.look(town, server, town.clone(name), name, prefix)
        if found is None:
            return None
        if is_asked and found.prefix != prefix:
            raise Exists(
                f"the database {name} is there already, and its ids begin with {found.prefix}-",
                hint=f"gt rig add {name} … --prefix {found.prefix}",
            )
        _refuse_taken(town, name, found.prefix)
        adopt_database.tie(town.clone(name), name, found)
    if not found.project_id:
        return None
    if not came:
        say(
            f"{name} takes up the database of its name: project {found.project_id}, {found.counted}"
        )
    return found


def _workspace(
    clone: Path, name: str, prefix: str, author: Author, say: Callable[[str], None]
) -> tuple[initialize.Initialized, bool]:
    """Make the clone a workspace; what its remote holds of a tracker is fetched instead of hidden
    by an empty one.
    """
    request = Request(prefix=prefix, database=name)
    beads = str(clone / ".beads")
    try:
        return initialize.initialize(str(clone), author, request, say, beads=beads), False
    except RemoteHasData:
        return initialize.initialize(
            str(clone), author, request._replace(remote=""), say, beads=beads
        ), True
    except LocalDataExists as error:
        raise LocalDataExists(error.message, hint=_way_in(clone / ".beads") or error.hint) from None


def _way_in(beads: Path) -> str:
    """Return how the database that a project's metadata.json names comes into the town from the
    user's own server.
    """
    with suppress(BeadworkError):
        own = Path(of_user().data, metadata.read(str(beads))["dolt_database"])
        return (
            f"stop your own server (bd dolt stop), then: gt dolt migrate --from {own}"
            if own.is_dir()
            else ""
        )
    return ""


def _redirect(town: Town, name: str, undo: ExitStack) -> None:
    beads = town.rig(name) / ".beads"
    undo.callback(_remove_empty, beads)
    beads.mkdir(exist_ok=True)
    undo.callback((beads / "redirect").unlink, missing_ok=True)
    replace(str(beads / "redirect"), f"{REDIRECT}\n", mode=0o644)


def _register(town: Town, rig: Rig, undo: ExitStack) -> None:
    _refuse_taken(town, rig.name, rig.prefix)
    undo.callback(_unregister, town, rig.name)
    registry.register(town, rig)
    routes.put(town, Route(f"{rig.prefix}-", _path(town, rig.name)))


def _unregister(town: Town, name: str) -> None:
    with suppress(BeadworkError, OSError):
        registry.unregister(town, name)
        routes.remove(town, _path(town, name))


def _remove_empty(directory: Path) -> None:
    with suppress(OSError):
        directory.rmdir()


def purge(town: Town, name: str, say: Callable[[str], None]) -> Removed:
    """Take a rig out with its files, and its database out of the server's sight, from where Dolt
    can bring it back.

    Raises:
        NotFound: the town has none of that name.
        Invalid: something in its directory would be lost, or another rig has the same database.
        LockTimeout: somebody else is changing the rigs.
        NoServer: the server does not come up; nothing was removed.
    """
    with registry_lock.alone(town, f"gt rig remove {name} --purge {name}"):
        rig = registry.get(town, name)
        routes.read(town)
        if town.rig(name).exists():
            unsaved_work.refuse(town.rig(name), unfinished_add.made(town, name))
        database = _own_database(town, name)
        if town.server.rig:
            _put_aside(town, rig)
        else:
            known = servers.ensure(town, name, say)
            with Session(access.address(town.server, known), None) as session:
                databases.drop(session, metadata.check_database(database, str(town.rigs_file)))
        _take_out(town, name)
        if town.rig(name).exists():
            shutil.rmtree(town.rig(name))
        return Removed(rig, database)


def _own_database(town: Town, name: str) -> str:
    """Return the name of a rig's database.

    Raises:
        Invalid: another rig has it as well, or it is on a server that is not the town's.
    """
    all_of = trackers.all_of(town)
    own = next(one for one in all_of if one.name == name)
    database = own.database or name
    for other in all_of:
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


def _put_aside(town: Town, rig: Rig) -> None:
    """Stop the server of a rig and move its database to where nobody serves it.

    A daemon lets go of the server of a rig that is not registered; where it does not, the rig is
    registered again.
    """
    home = town.server_of(rig.name)
    with ExitStack() as undo:
        registry.unregister(town, rig.name)
        undo.callback(registry.register, town, rig)
        control.release_server(home)
        stop.stop(home)
        if Path(home.data).is_dir():
            database_files.rename(
                Path(home.data),
                backup.directory_of(town) / "removed" / f"{rig.name}-{database_files.moment()}",
            )
        undo.pop_all()


def remove(town: Town, name: str) -> Removed:
    """Take a rig out of the registry and the routes; its files and its database stay. A server of
    its own is stopped.

    Raises:
        NotFound: the town has none of that name.
        LockTimeout: somebody else is changing the rigs.
    """
    with registry_lock.alone(town, f"gt rig remove {name}"):
        rig = registry.get(town, name)
        database = next(one.database for one in trackers.all_of(town) if one.name == name)
        _take_out(town, name)
    if town.server.rig:
        control.release_server(town.server_of(name))
        stop.stop(town.server_of(name))
    return Removed(rig, database or name)


def _take_out(town: Town, name: str) -> None:
    routes.read(town)  # routes that cannot be read are told before anything changes
    registry.unregister(town, name)
    routes.remove(town, _path(town, name))
    unfinished_add.end(town, name)
