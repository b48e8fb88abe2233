"""The database of the commons: joined, begun, opened.

It is on the town's own server, with a workspace in `commons/`. Its remote `origin` is the commons
remote. It is no rig: no id of a rig leads there, and nothing of a rig is in it but what was
published.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from beadwork.actions.workspace import initialize
from beadwork.actions.workspace.init_plan import Request
from beadwork.dolt.writing.author import Author
from beadwork.errors import Exists, NotFound, RemoteFailed, Usage
from beadwork.model.commons.copies import PREFIX
from beadwork.model.hints import command
from beadwork.model.remotes import endpoint
from beadwork.model.remotes.endpoint import Endpoint
from beadwork.store.issues import issues
from beadwork.town import servers
from beadwork.town.layout import Town
from beadwork.town.rigs import registry_lock
from beadwork.tracker import InternalTracker, of_workspace
from beadwork.workspace import git_remote, locate, remote_place
from beadwork.workspace.settings import metadata

DATABASE = "commons"
ORIGIN = "origin"


class Joined(NamedTuple):
    """A commons that the town takes part in now. `is_begun` tells whether it was empty."""

    url: str
    is_begun: bool
    issues: int


def join(
    town: Town,
    text: str,
    directory: str,
    author: Author,
    say: Callable[[str], None],
    *,
    begin: bool,
) -> Joined:
    """Clone the commons of a remote, or begin it there. A relative path counts from `directory`.

    Raises:
        Usage: the URL cannot be that of a remote, or each rig has a server of its own.
        Exists: the town has a commons already.
        BeadworkError: the remote or the server failed.
    """
    place = remote_place.typed(text, directory, say)
    if town.server.rig:
        raise Usage(
            "a town in which each rig has a server of its own has no commons yet",
            hint='"topology": "per-town" in mayor/daemon.json',
        )
    with registry_lock.alone(town, "gt commons join"):
        beads = _directory(town) / ".beads"
        if is_joined(town):
            raise Exists("the town has a commons already", hint="gt commons list")
        is_begun = begin or _is_empty(place)
        servers.ensure(town, DATABASE, say)
        _directory(town).mkdir(exist_ok=True, mode=0o700)
        request = Request(
            prefix=PREFIX, database=DATABASE, remote=None if is_begun else place.url,
            over_older_data=is_begun,
        )  # fmt: skip
        initialize.initialize(str(_directory(town)), author, request, say, beads=str(beads))
        beads.chmod(0o700)
        with tracker(town, author.name) as opened:
            if is_begun:
                opened.add_remote(ORIGIN, place.url)
                opened.push(ORIGIN)
            return Joined(place.url, is_begun, opened.ask(issues.count))


def tracker(town: Town, actor: str, *, readonly: bool = False) -> InternalTracker:
    """Return the tracker of the commons.

    Raises:
        NotFound: the town has no commons.
    """
    directory = str(_directory(town))
    workspace = locate.governing(directory) if Path(directory).is_dir() else None
    if workspace is None or workspace.database != DATABASE:
        raise NotFound("the town has no commons", hint=f"{command('gt', 'commons', 'join')} URL")
    return of_workspace(
        workspace, directory, actor=actor, branch="main", readonly=readonly, idle_seconds=0
    )


def is_joined(town: Town) -> bool:
    """Tell whether the town takes part in a commons."""
    return (_directory(town) / ".beads" / metadata.NAME).exists()


def base_file(town: Town) -> str:
    """Return the file with the state of both sides when they were equal last."""
    return str(_directory(town) / ".beads" / "commons-base.json")


def _directory(town: Town) -> Path:
    return town.root / DATABASE


def _is_empty(place: Endpoint) -> bool:
    """Tell whether a remote holds no database yet. Only git can be asked."""
    if place.kind != endpoint.GIT:
        return False
    found = git_remote.holds_data(place.url)
    if found is None:
        raise RemoteFailed(
            f"{place.shown} does not answer", hint=command("git", "ls-remote", place.shown)
        )
    return not found
