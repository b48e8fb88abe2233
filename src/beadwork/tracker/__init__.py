"""The tracker of one workspace, for programs: what every command uses too.

>>> import beadwork
>>> with beadwork.open() as tracker:            # the workspace of the current directory
...     report = tracker.create("Fix the report", priority=1)
...     data = tracker.create("Collect the data")
...     edge = tracker.add_dependency(report.id, data.id)      # the report waits for the data
...     before = [issue.title for issue in tracker.ready().issues]
...     done = tracker.close_issues(data.id, reason="collected")
...     after = [issue.title for issue in tracker.ready().issues]
>>> before, after
(['Collect the data'], ['Fix the report'])
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from beadwork.tracker.argument_checks import flag, text, text_or_none
from beadwork.tracker.changes import Changes
from beadwork.tracker.questions import Questions
from beadwork.tracker.surveys import Surveys
from beadwork.tracker.upkeep import Upkeep
from beadwork.tracker.versions import Versions
from beadwork.workspace import locate
from beadwork.workspace.connection.link import Link
from beadwork.workspace.connection.server import Flags
from beadwork.workspace.locate import Workspace
from beadwork.workspace.settings import config_yaml

if TYPE_CHECKING:
    from datetime import datetime

    from beadwork.dolt.writing.author import Author
    from beadwork.tracker.head_watch import HeadWatch

T = TypeVar("T", bound="Tracker")


class Tracker(Changes, Questions, Surveys, Versions, Upkeep):
    """One workspace's issues. Each method that changes something ends in one Dolt commit, or in an
    error.
    """


class InternalTracker(Tracker):
    """A tracker with what only this package uses: its connection, and the ways to run a question or
    an action of the layers below.
    """

    ask = Tracker._ask
    change = Tracker._change
    preview = Tracker._preview
    administer = Tracker._administer
    write_at_once = Tracker._write_at_once
    disconnect = Tracker._disconnect

    @property
    def link(self) -> Link:
        """The connection from the workspace to its database."""
        return self._link

    @property
    def now(self) -> datetime:
        """The time as the tables have it, as `Core` tells it."""
        return self._now

    @property
    def local_settings(self) -> Mapping[str, str]:
        """The settings of this machine's copy of the workspace."""
        return self._local

    def watch_head_by(self, watch: Callable[[HeadWatch], HeadWatch]) -> None:
        """Let the feeds of changes be told of commits by what `watch` makes of their own way."""
        self._head_watch = watch(self._head_watch)

    def exchange_for_town(self, seconds: float | None, *, lends_agent: bool) -> None:
        """Let pushes and pulls be those of a town, which keeps their records itself: within
        `seconds` each, and with this process's SSH agent or without.
        """
        self._remote_seconds, self._lends_agent = seconds, lends_agent
        self._keeps_remote_records = False


def open(
    directory: str | os.PathLike[str] = ".",
    *,
    actor: str = "",
    branch: str | None = None,
    readonly: bool = False,
    as_of: str = "",
    idle_seconds: float = 30.0,
) -> Tracker:
    """Return the tracker of the workspace that governs `directory`. Nothing is connected before the
    first use.

    `branch` defaults to `BD_BRANCH` where that is meant for this tracker, else to `main`. With
    `as_of` (a REF as `turn_to` takes) it answers as of then, and is connected at once. Threads may
    share a tracker: each call waits for its turn. A forked process gets a connection of its own.
    The connection is closed after `idle_seconds` without use and opened again on the next use; 0
    keeps it open.

    Raises:
        TypeError: an argument is of another type.
        NoWorkspace, BadWorkspace: there is no usable workspace.
        Invalid: nobody can be called like `actor`.
        NotFound, Ambiguous: `as_of` names nothing, or several commits.
    """
    return _opened(
        Tracker, None, directory, actor=actor, branch=branch, readonly=readonly, as_of=as_of,
        idle_seconds=idle_seconds,
    )  # fmt: skip


def open_internal(
    directory: str | os.PathLike[str] = ".",
    *,
    actor: str = "",
    branch: str | None = None,
    readonly: bool = False,
    as_of: str = "",
    flags: Flags = Flags(),  # noqa: B008 - an immutable value
    on_packet: Callable[[str], None] | None = None,
    idle_seconds: float = 30.0,
) -> InternalTracker:
    """Return the tracker of the workspace that governs `directory`, for this package; the rest as
    `open`. `on_packet` sees what is sent to the server.
    """
    return _opened(
        InternalTracker, None, directory, actor=actor, branch=branch, readonly=readonly,
        as_of=as_of, flags=flags, on_packet=on_packet, idle_seconds=idle_seconds,
    )  # fmt: skip


def of_workspace(
    workspace: Workspace,
    directory: str,
    *,
    actor: str = "",
    branch: str | None = None,
    readonly: bool = False,
    as_of: str = "",
    flags: Flags = Flags(),  # noqa: B008 - an immutable value
    on_packet: Callable[[str], None] | None = None,
    idle_seconds: float = 30.0,
) -> InternalTracker:
    """Return the tracker of a workspace that was found already, for whoever is in `directory`; the
    rest as `open_internal`.
    """
    return _opened(
        InternalTracker, workspace, directory, actor=actor, branch=branch, readonly=readonly,
        as_of=as_of, flags=flags, on_packet=on_packet, idle_seconds=idle_seconds,
    )  # fmt: skip


def _opened(
    kind: type[T],
    workspace: Workspace | None,
    directory: str | os.PathLike[str],
    *,
    actor: str,
    branch: str | None,
    readonly: bool,
    as_of: str,
    flags: Flags = Flags(),  # noqa: B008 - an immutable value
    on_packet: Callable[[str], None] | None = None,
    idle_seconds: float,
) -> T:
    if isinstance(directory, os.PathLike):
        directory = os.fspath(directory)
    place, actor, as_of = text("directory", directory), text("actor", actor), text("as_of", as_of)
    branch, readonly = text_or_none("branch", branch), flag("readonly", readonly)
    workspace = workspace or locate.find(place)
    local = config_yaml.read(workspace.beads)
    if not branch and os.environ.get("BD_BRANCH"):
        from beadwork.workspace import chosen_branch  # most are on `main`

        branch = chosen_branch.of(workspace)
    opened = kind(
        Link(workspace, branch=branch, flags=flags, on_packet=on_packet),
        partial(_author, os.path.abspath(place), actor, local.get("actor", "")),
        readonly=readonly,
        local=local,
        idle_seconds=idle_seconds,
    )
    if actor:
        opened.author  # noqa: B018 - a name that cannot be is refused here
    if as_of:
        opened.turn_to(as_of)
    return opened


def _author(directory: str, actor: str, setting: str) -> Author:
    from beadwork.workspace import identity

    return identity.checked(identity.author(directory, chosen=actor, setting=setting))
