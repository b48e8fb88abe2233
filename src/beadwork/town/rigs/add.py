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
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from beadwork.actions.exchange import migrate_dolt_plan
from beadwork.actions.workspace import initialize
from beadwork.actions.workspace.init_plan import Request
from beadwork.dolt.connection.session import Session
from beadwork.dolt.server import access
from beadwork.dolt.server.files import credential_store
from beadwork.dolt.server.files.home import of_user
from beadwork.dolt.server.lifecycle import stop
from beadwork.dolt.writing.author import Author
from beadwork.errors import (
    BadWorkspace,
    BeadworkError,
    Exists,
    ForeignSchema,
    LocalDataExists,
    RemoteHasData,
    UntrustedServer,
)
from beadwork.files.atomic import replace
from beadwork.model.hints import command
from beadwork.model.times.timestamps import format_timestamp
from beadwork.town import servers
from beadwork.town.layout import Town
from beadwork.town.rigs import (
    adopt_database,
    git_clone,
    older_tracker,
    registration,
    registry,
    registry_lock,
    taken_away,
    unfinished_add,
)
from beadwork.town.rigs.adopt_database import AdoptedTracker
from beadwork.town.rigs.older_tracker import BroughtIn, OlderTracker
from beadwork.town.rigs.registry import Rig
from beadwork.town.rigs.unfinished_add import Source
from beadwork.workspace import git_remote
from beadwork.workspace.settings import metadata

REDIRECT = "mayor/rig/.beads"
"""The content of `<rig>/.beads/redirect`: every directory of the rig finds its workspace by it."""


class DataSource(Enum):
    """Where the issues of a new rig come from."""

    EMPTY = "a new, empty database"
    REMOTE = "fetched from the project's git remote"
    SERVER = "a database of the rig's name, which the server has and no rig"
    FILES = "brought in from files of the project"


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


class _Data(NamedTuple):
    """The data of a new rig. `prefix` is that of the existing ids, else the wanted one."""

    source: DataSource
    prefix: str
    adopted: AdoptedTracker | None = None
    brought_in: BroughtIn | None = None


class Wishes(NamedTuple):
    """What is wanted of a new rig. `bring` is one of `older_tracker.CHOICES`, for a tracker that
    the project brings along. Where it is empty, `ask` returns one, or raises.
    """

    prefix: str
    is_prefix_asked: bool
    drop_foreign: bool
    bring: str
    ask: Callable[[OlderTracker], str]


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
) -> Added:
    """Clone a project into the town and give it a database. With `drop_foreign` a fetched tracker
    is taken without what no tracker has. `bring` and `ask` are as in `Wishes`.

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
        data = _find_data(town, name, wanted, say, undo, dropper, is_prefix_asked=bool(prefix))
        wishes = Wishes(data.prefix, bool(prefix), drop_foreign, bring, ask)
        made, data = _make_workspace(town, name, data, author, say, wishes)
        rig = Rig(name, origin.url, made.prefix, _now())
        _write_redirect(town, name, undo)
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
    prefix: str,
    say: Callable[[str], None],
    undo: ExitStack,
    dropper: Author | None,
    *,
    is_prefix_asked: bool,
) -> _Data:
    """Start the rig's server, and adopt the database of its name, which was just fetched or left
    over.

    Raises:
        Exists: the database is another rig's, holds something else, or has ids with another prefix
            than the one that was asked for.
    """
    home = town.server_of(name)
    if home.rig:
        undo.callback(stop.stop, home)
    is_fetched = _fetch(town, name, say, dropper)
    servers.make(town, name, say)
    known = servers.ensure(town, name, say)
    with Session(access.address(home, known), None) as server:
        found = adopt_database.find(town, server, town.clone(name), name, prefix)
    if found is None:
        return _Data(DataSource.REMOTE if is_fetched else DataSource.EMPTY, prefix)
    if is_prefix_asked and found.prefix != prefix:
        raise Exists(
            f"the database {name} already exists, and its ids begin with {found.prefix}-",
            hint=f"gt rig add {name} … --prefix {found.prefix}",
        )
    registration.refuse_taken(town, name, found.prefix)
    adopt_database.bind(town.clone(name), name, found)
    if is_fetched:
        return _Data(DataSource.REMOTE, found.prefix)
    if not found.project_id:  # an add was killed while it made the database
        return _Data(DataSource.EMPTY, prefix)
    say(f"{name} takes up the database of its name: project {found.project_id}, {found.counted}")
    return _Data(DataSource.SERVER, found.prefix, found)


def _fetch(town: Town, name: str, say: Callable[[str], None], dropper: Author | None) -> bool:
    """Fetch the tracker of the project's remote for a rig's own server, and return whether there is
    one.

    A running server could fetch the tracker only into a database inside its own. So this is done
    before the server starts.
    """
    home, clone = town.server_of(name), str(town.clone(name))
    if not home.rig or servers.is_made(home) or not git_remote.has_data(clone):
        return False
    url = credential_store.take_out(git_remote.of_origin(clone), say)
    servers.fetch(town, name, url, say, dropper)
    return True


def _make_workspace(
    town: Town,
    name: str,
    data: _Data,
    author: Author,
    say: Callable[[str], None],
    wishes: Wishes,
) -> tuple[initialize.Initialized, _Data]:
    """Make the clone a workspace. The hints of errors are commands of `gt`."""
    request = Request(prefix=data.prefix, database=name, drop_foreign=wishes.drop_foreign)
    try:
        try:
            if older_tracker.is_begun(town.clone(name)):
                return _with_files(town, name, older_tracker.AUTO, author, request, say, wishes)
            return _initialize(town.clone(name), data, author, request, say)
        except (LocalDataExists, BadWorkspace):
            found = older_tracker.find(town.clone(name))
            is_on_own_server = _migration_hint(town.clone(name) / ".beads")
            if found is None or (is_on_own_server and not wishes.bring):
                raise
            return _with_older_tracker(town, name, found, author, request, say, wishes)
    except UntrustedServer as error:  # the clone is gone when the hint is typed
        words = command("bd", "trust", error.server, "--project", error.project_id)
        error.hint = f"{words}   (if you know who runs it)"
        raise
    except ForeignSchema as error:
        error.hint = f"{command('gt', 'rig', 'add', name)} … --drop-foreign"
        raise
    except LocalDataExists as error:
        hint = _migration_hint(town.clone(name) / ".beads") or error.hint
        raise LocalDataExists(error.message, hint=hint) from None


def _initialize(
    clone: Path, data: _Data, author: Author, request: Request, say: Callable[[str], None]
) -> tuple[initialize.Initialized, _Data]:
    """Make a clone a workspace. A tracker of its remote is fetched, not hidden by a new one."""
    beads = str(clone / ".beads")
    try:
        return initialize.initialize(str(clone), author, request, say, beads=beads), data
    except RemoteHasData:
        request = request._replace(remote="")
        made = initialize.initialize(str(clone), author, request, say, beads=beads)
        return made, data._replace(source=DataSource.REMOTE)


def _with_older_tracker(
    town: Town,
    name: str,
    found: OlderTracker,
    author: Author,
    request: Request,
    say: Callable[[str], None],
    wishes: Wishes,
) -> tuple[initialize.Initialized, _Data]:
    """Make the clone a workspace with the tracker that its project brings along, or without it."""
    clone = town.clone(name)
    source = older_tracker.wanted_source(found, wishes.bring or wishes.ask(found))
    if found.is_described:
        older_tracker.set_aside(clone)
    if source in (older_tracker.REMOTE, older_tracker.NONE):
        remote = "" if source == older_tracker.REMOTE else None
        request = request._replace(remote=remote, over_older_data=True)
        made = initialize.initialize(str(clone), author, request, say, beads=str(clone / ".beads"))
        kind = DataSource.EMPTY if remote is None else DataSource.REMOTE
        return made, _Data(kind, made.prefix)
    return _with_files(town, name, source, author, request, say, wishes)


def _with_files(
    town: Town,
    name: str,
    kinds: str,
    author: Author,
    request: Request,
    say: Callable[[str], None],
    wishes: Wishes,
) -> tuple[initialize.Initialized, _Data]:
    """Make the clone a workspace with the issues of its files."""
    clone = town.clone(name)
    planned = older_tracker.read(clone, kinds, say)
    theirs = migrate_dolt_plan.prefix_of(planned)
    if theirs and theirs != wishes.prefix:
        if wishes.is_prefix_asked:
            raise Exists(
                f"the ids that {name} brings along begin with {theirs}-",
                hint=f"gt rig add {name} … --prefix {theirs}",
            )
        registration.refuse_taken(town, name, theirs)
        request = request._replace(prefix=theirs)
    made, brought_in = older_tracker.bring_in(clone, planned, request, author, say)
    return made, _Data(DataSource.FILES, made.prefix, brought_in=brought_in)


def _migration_hint(beads: Path) -> str:
    """Return the hint to migrate the database of a metadata.json from the user's own server."""
    with suppress(BeadworkError):
        own = Path(of_user().data, metadata.read(str(beads))["dolt_database"])
        if own.is_dir():
            return f"stop your own server (bd dolt stop), then: gt dolt migrate --from {own}"
    return ""


def _write_redirect(town: Town, name: str, undo: ExitStack) -> None:
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
