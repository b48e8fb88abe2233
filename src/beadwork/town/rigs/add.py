"""Add a project to the town: its directory, clone, database, workspace, then registry and route.

Invariants:

- Whoever adds or removes a rig holds the town's lock (registry_lock.py).
- A failed add does not register the rig, and removes what it made. The database stays, as it may
  have the data of a remote, and the next try adopts it.
- The next try resumes an add that was killed.
- Nothing is deleted that was there before, or that no remote has.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from beadwork.dolt.connection.session import Session
from beadwork.dolt.server import access
from beadwork.dolt.server.files import credential_store
from beadwork.dolt.server.lifecycle import stop
from beadwork.dolt.writing.author import Author
from beadwork.errors import (
    BeadworkError,
    Exists,
)
from beadwork.files.atomic import replace
from beadwork.model.times.timestamps import format_timestamp
from beadwork.town import servers
from beadwork.town.layout import Town
from beadwork.town.rigs import (
    adopt_database,
    git_clone,
    new_workspace,
    older_tracker,
    registration,
    registry,
    registry_lock,
    taken_away,
    unfinished_add,
)
from beadwork.town.rigs.adopt_database import AdoptedTracker
from beadwork.town.rigs.new_workspace import Data, DataSource, Making, Wishes
from beadwork.town.rigs.older_tracker import BroughtIn, OlderTracker
from beadwork.town.rigs.registry import Rig
from beadwork.town.rigs.unfinished_add import Source
from beadwork.workspace import git_remote

REDIRECT = "mayor/rig/.beads"
"""The content of `<rig>/.beads/redirect`: every directory of the rig finds its workspace by it."""


class Added(NamedTuple):
    """A rig that was added. `adopted` is set where the source is SERVER, `brought_in` where it is
    FILES.
    """

    rig: Rig
    database: str
    path: Path
    source: DataSource
    adopted: AdoptedTracker | None
    brought_in: BroughtIn | None = None
    server: str = ""
    """The address of a server that is not managed; else empty."""


def add(
    town: Town,
    name: str,
    source: str,
    author: Author,
    say: Callable[[str], None],
    *,
    prefix: str = "",
    branch: str = "",
    drop_foreign: bool = False,
    bring: str = "",
    ask: Callable[[OlderTracker], str] = lambda found: older_tracker.AUTO,
    remote: str = "",
) -> Added:
    """Clone a project into the town and give it a database. With `drop_foreign` a fetched tracker
    is taken without what no tracker has. `bring`, `ask` and `remote` are as in `Wishes`.

    Raises:
        Invalid: the name, the URL, the prefix or the branch is not valid.
        ForeignSchema: the fetched database has more than a tracker has.
        Exists: the name, the prefix, the directory or the database is taken.
        LockTimeout: another process is changing the rigs.
        BeadworkError: git or the server failed. The rig is not registered.
    """
    registry.check_name(name)
    wanted = registry.check_prefix(name, prefix)
    wanted_branch = git_clone.checked_branch(branch)
    url = credential_store.take_out(git_clone.checked_source(source), say)
    origin = Source(url, wanted_branch)
    with (
        registry_lock.alone(town, f"gt rig add {name}"),
        taken_away.said(town, name, url),
        ExitStack() as undo,
    ):
        registration.unregister_unfinished(town, name)
        registration.refuse_taken(town, name, wanted)
        _say_same_source(town, name, url, say)
        unfinished_add.begin(town, name, origin, undo)
        _clone(town, name, origin, undo)
        dropper = author if drop_foreign else None
        wishes = Wishes(wanted, bool(prefix), drop_foreign, bring, ask, remote)
        data = _find_data(town, name, wishes, say, undo, dropper)
        wishes = wishes._replace(prefix=data.prefix)
        made, data = new_workspace.make(Making(town, name, author, say, wishes), data)
        rig = Rig(name, origin.url, made.prefix, _now())
        write_redirect(town, name, undo)
        undo.callback(_unregister, town, name)
        registration.register(town, rig)
        unfinished_add.end(town, name)
        undo.pop_all()
    return Added(
        rig,
        made.workspace.database,
        town.clone(name),
        data.source,
        data.adopted,
        data.brought_in,
        made.server,
    )


def _say_same_source(town: Town, name: str, url: str, say: Callable[[str], None]) -> None:
    for rig in registry.all_of(town):
        if rig.name != name and registry.is_same_source(rig.git_url, url):
            say(f"{rig.name} is a clone of {url}, too: each of the two rigs has issues of its own")


def _clone(town: Town, name: str, origin: Source, undo: ExitStack) -> None:
    clone = town.clone(name)
    if clone.exists():  # a complete clone, of an add that was killed later
        return
    undo.callback(_remove_empty, clone.parent)
    git_clone.clone(origin.url, clone, origin.branch)
    undo.callback(shutil.rmtree, clone, ignore_errors=True)


def _find_data(
    town: Town,
    name: str,
    wishes: Wishes,
    say: Callable[[str], None],
    undo: ExitStack,
    dropper: Author | None,
) -> Data:
    """Start the rig's server, and adopt the database of its name, which was just fetched or left
    over.

    Raises:
        Exists: the database is another rig's, holds something else, or has ids with another prefix
            than the one that was asked for.
    """
    home, prefix = town.server_of(name), wishes.prefix
    if home.rig:
        undo.callback(stop.stop, home)
    is_fetched = _fetch(town, name, wishes.remote, say, dropper)
    servers.make(town, name, say)
    known = servers.ensure(town, name, say)
    with Session(access.address(home, known), None) as server:
        found = adopt_database.find(town, server, town.clone(name), name, prefix)
    if found is None:
        return Data(DataSource.REMOTE if is_fetched else DataSource.EMPTY, prefix)
    if wishes.is_prefix_asked and found.prefix != prefix:
        raise Exists(
            f"the database {name} already exists, and its ids begin with {found.prefix}-",
            hint=f"gt rig add {name} … --prefix {found.prefix}",
        )
    registration.refuse_taken(town, name, found.prefix)
    adopt_database.bind(town.clone(name), name, found)
    if is_fetched:
        return Data(DataSource.REMOTE, found.prefix)
    if not found.project_id:  # an add was killed while it made the database
        return Data(DataSource.EMPTY, prefix)
    say(f"{name} takes up the database of its name: project {found.project_id}, {found.counted}")
    return Data(DataSource.SERVER, found.prefix, found)


def _fetch(
    town: Town, name: str, remote: str, say: Callable[[str], None], dropper: Author | None
) -> bool:
    """Fetch the tracker of a remote, else of the project's own, for a rig's own server, and return
    whether there is one.

    A running server could fetch the tracker only into a database inside its own. So this is done
    before the server starts.
    """
    home, clone = town.server_of(name), str(town.clone(name))
    if not home.rig or servers.is_made(home) or not (remote or git_remote.has_data(clone)):
        return False
    url = remote or git_remote.of_origin(clone, say)
    servers.fetch(town, name, url, say, dropper)
    return True


def write_redirect(town: Town, name: str, undo: ExitStack) -> None:
    """Lead every directory of a rig to its workspace; `undo` takes that back."""
    beads = town.rig(name) / ".beads"
    undo.callback(_remove_empty, beads)
    beads.mkdir(exist_ok=True, mode=0o700)
    undo.callback((beads / "redirect").unlink, missing_ok=True)
    replace(str(beads / "redirect"), f"{REDIRECT}\n")


def _unregister(town: Town, name: str) -> None:
    with suppress(BeadworkError, OSError):
        registration.unregister(town, name)


def _remove_empty(directory: Path) -> None:
    with suppress(OSError):
        directory.rmdir()


def _now() -> str:
    return format_timestamp(datetime.now(UTC).replace(tzinfo=None))
