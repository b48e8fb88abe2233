"""Choose the server of a `bd dolt …` command: that of the workspace, else the user's own."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from beadwork.bd import trust_question
from beadwork.console.console import Console
from beadwork.dolt.server.files.home import Home
from beadwork.errors import NoServer, NoWorkspace
from beadwork.workspace import locate
from beadwork.workspace.connection.server import Chosen, Flags, choose
from beadwork.workspace.locate import Workspace

if TYPE_CHECKING:
    from beadwork.workspace.connection.link import Link


class ServerChoice(NamedTuple):
    """The server of a directory, and its workspace, None outside any."""

    workspace: Workspace | None
    chosen: Chosen


def at(console: Console, flags: Flags = Flags()) -> ServerChoice:  # noqa: B008 - an immutable value
    """Return the server that commands in the current directory use.

    Raises:
        BadWorkspace: the workspace cannot be read.
        UntrustedServer: only the repository names the server.
    """
    try:
        workspace = locate.find(console.directory)
    except NoWorkspace:
        workspace = None
    place = workspace.root if workspace else console.directory
    metadata = workspace.metadata if workspace else {}
    beads = workspace.beads if workspace else ""
    chosen = trust_question.trusting(console, beads, lambda: choose(metadata, flags, place, beads))
    return ServerChoice(workspace, chosen)


def own_home(console: Console, in_town: str) -> Home:
    """Return the user's own server, for commands that only its owner may run. `in_town` is the
    command for the same in a town.

    Raises:
        NoServer: the directory uses another server, which `bd` never starts or stops.
    """
    chosen = at(console).chosen
    if chosen.home is not None and chosen.home.program != "bd":
        raise NoServer(f"the server used here is the town's, {chosen.home.data}", hint=in_town)
    if chosen.home is None:
        raise NoServer(
            f"the server used here, {chosen.address.name()} (from {chosen.source}), is not run by "
            f"bd",
            hint="bd dolt test",
        )
    return chosen.home


def server_link(console: Console, in_town: str) -> Link:
    """Return a link to the server as a whole, with the account that sees every database. `in_town`
    is the command for the same in a town.

    Raises:
        NoServer: the directory is in a town.
    """
    from beadwork.actions.workspace import init_database, init_plan

    choice = at(console)
    home, workspace = choice.chosen.home, choice.workspace
    if home is not None and home.program != "bd":
        raise NoServer(f"the server used here is the town's, {home.data}", hint=in_town)
    beads = workspace.beads if workspace else os.path.join(console.directory, ".beads")
    plan = init_plan.Plan("", "", "", "", dict(workspace.metadata) if workspace else {})
    return init_database.server_link(os.path.abspath(beads), plan, init_plan.Request())
