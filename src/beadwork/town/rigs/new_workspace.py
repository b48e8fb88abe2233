"""Make the clone of a new rig a workspace, with the issues that its project brings along."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from beadwork.actions.exchange import migrate_dolt_plan
from beadwork.actions.workspace import initialize
from beadwork.actions.workspace.init_plan import Request
from beadwork.actions.workspace.initialize import Initialized
from beadwork.dolt.server.files.home import of_user
from beadwork.dolt.writing.author import Author
from beadwork.errors import (
    BadWorkspace,
    BeadworkError,
    Exists,
    ForeignSchema,
    LocalDataExists,
    NoTracker,
    RemoteHasData,
    UntrustedRedirect,
    UntrustedServer,
)
from beadwork.model.hints import command
from beadwork.town.layout import Town
from beadwork.town.rigs import older_tracker, registration
from beadwork.town.rigs.adopt_database import AdoptedTracker
from beadwork.town.rigs.older_tracker import BroughtIn, OlderTracker
from beadwork.workspace.settings import metadata


class DataSource(Enum):
    """Where the issues of a new rig come from."""

    EMPTY = "a new, empty database"
    REMOTE = "fetched from the project's git remote"
    SERVER = "a database of the rig's name, which the server has and no rig"
    FILES = "brought in from files of the project"


class Data(NamedTuple):
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
    remote: str = ""
    """Where the tracker is fetched from, in Dolt's form; empty for the project's own remote."""


class Making(NamedTuple):
    """A clone that becomes a workspace."""

    town: Town
    name: str
    author: Author
    say: Callable[[str], None]
    wishes: Wishes

    @property
    def clone(self) -> Path:
        """The directory of the clone."""
        return self.town.clone(self.name)

    def initialize(self, request: Request) -> Initialized:
        """Make the workspace; raises as `actions.workspace.initialize`."""
        beads = str(self.clone / ".beads")
        return initialize.initialize(str(self.clone), self.author, request, self.say, beads=beads)


def make(making: Making, data: Data) -> tuple[Initialized, Data]:
    """Make the clone a workspace. The hints of errors are commands of `gt`.

    Raises:
        BeadworkError: as `actions.workspace.initialize`, or where a tracker that the project
            brings along cannot be brought in.
    """
    name, clone, wishes = making.name, making.clone, making.wishes
    request = Request(prefix=data.prefix, database=name, drop_foreign=wishes.drop_foreign)
    try:
        try:
            if older_tracker.is_begun(clone):
                return _with_files(making, older_tracker.AUTO, request)
            return _initialize(making, data, request)
        except (LocalDataExists, BadWorkspace) as error:
            if isinstance(error, UntrustedServer | UntrustedRedirect | NoTracker):
                raise
            found = older_tracker.find(clone)
            is_on_own_server = _migration_hint(clone / ".beads")
            if found is None or (is_on_own_server and not wishes.bring):
                raise
            return _with_older_tracker(making, found, request)
    except UntrustedServer as error:  # the clone is gone when the hint is typed
        words = command("bd", "trust", error.server, "--project", error.project_id)
        error.hint = f"{words}   (if you know who runs it)"
        raise
    except ForeignSchema as error:
        error.hint = f"{command('gt', 'rig', 'add', name)} … --drop-foreign"
        raise
    except LocalDataExists as error:
        hint = _migration_hint(clone / ".beads") or error.hint
        raise LocalDataExists(error.message, hint=hint) from None


def _initialize(making: Making, data: Data, request: Request) -> tuple[Initialized, Data]:
    """Make a clone a workspace. A tracker of its remote is fetched, not hidden by a new one."""
    if making.wishes.remote and data.source is DataSource.EMPTY:
        made = making.initialize(request._replace(remote=making.wishes.remote))
        return made, data._replace(source=DataSource.REMOTE)
    try:
        return making.initialize(request), data
    except RemoteHasData:
        made = making.initialize(request._replace(remote=""))
        return made, data._replace(source=DataSource.REMOTE)


def _with_older_tracker(
    making: Making, found: OlderTracker, request: Request
) -> tuple[Initialized, Data]:
    """Make the clone a workspace with the tracker that its project brings along, or without it."""
    wishes = making.wishes
    source = older_tracker.wanted_source(found, wishes.bring or wishes.ask(found))
    if found.is_described:
        older_tracker.set_aside(making.clone)
    if source in (older_tracker.REMOTE, older_tracker.NONE):
        remote = "" if source == older_tracker.REMOTE else None
        made = making.initialize(request._replace(remote=remote, over_older_data=True))
        kind = DataSource.EMPTY if remote is None else DataSource.REMOTE
        return made, Data(kind, made.prefix)
    return _with_files(making, source, request)


def _with_files(making: Making, kinds: str, request: Request) -> tuple[Initialized, Data]:
    """Make the clone a workspace with the issues of its files."""
    name, wishes = making.name, making.wishes
    planned = older_tracker.read(making.clone, kinds, making.say)
    theirs = migrate_dolt_plan.prefix_of(planned)
    if theirs and theirs != wishes.prefix:
        if wishes.is_prefix_asked:
            raise Exists(
                f"the ids that {name} brings along begin with {theirs}-",
                hint=f"gt rig add {name} … --prefix {theirs}",
            )
        registration.refuse_taken(making.town, name, theirs)
        request = request._replace(prefix=theirs)
    made, brought_in = older_tracker.bring_in(
        making.clone, planned, request, making.author, making.say
    )
    return made, Data(DataSource.FILES, made.prefix, brought_in=brought_in)


def _migration_hint(beads: Path) -> str:
    """Return the hint to migrate the database of a metadata.json from the user's own server."""
    with suppress(BeadworkError):
        own = Path(of_user().data, metadata.read(str(beads))["dolt_database"])
        if own.is_dir():
            return f"stop your own server (bd dolt stop), then: gt dolt migrate --from {own}"
    return ""
