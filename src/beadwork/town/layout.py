"""The paths of a town, and the town of a directory."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path

from beadwork.dolt.server.files.home import HQ, TownHome, home_directory, of_town
from beadwork.errors import BadWorkspace, NoTown, NoWorkspace
from beadwork.model.hints import command
from beadwork.workspace import locate, town, town_place
from beadwork.workspace.trust import places


class Town:
    """The paths of one town. The disk is read only to know whether each rig has its own server.

    <root>/.beads/              the town's own workspace: database `hq`, and the routes
    <root>/.dolt-data/<rig>/    the databases
    <root>/daemon/              the server's record, its log, the daemon's state
    <root>/mayor/               town.json, rigs.json, daemon.json
    <root>/<rig>/mayor/rig/     the rig's clone
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.mayor = root / "mayor"
        self.town_file = root / town.MARK
        self.rigs_file = self.mayor / "rigs.json"
        self.daemon_file = self.mayor / "daemon.json"
        self.beads = root / ".beads"
        self.routes_file = self.beads / "routes.jsonl"
        self.data = root / ".dolt-data"

    @cached_property
    def server(self) -> TownHome:
        """The paths of the town's server, or of that of `hq` where each rig has its own server."""
        return self.server_of(HQ)

    def server_of(self, database: str) -> TownHome:
        """Return the paths of the server that has a database."""
        return of_town(str(self.root), database)

    def rig(self, name: str) -> Path:
        return self.root / name

    def clone(self, name: str) -> Path:
        """Return the directory of a rig's own clone."""
        return self.root / name / "mayor" / "rig"


def default_root() -> Path:
    """Return the default root of a new town: `~/gt`."""
    return Path(home_directory()) / "gt"


def find(start: str) -> Town:
    """Return the town of a directory, or of the workspace that governs it, as a worktree elsewhere
    has one. Without one return the town of `GT_TOWN_ROOT` or `~/gt`.

    Raises:
        NoTown: there is no town.
        BadTown: the town is a copy of another one, and has no identity of its own.
    """
    found = find_copy_too(start)
    town_place.refuse_copy(str(found.root))
    return found


def find_copy_too(start: str) -> Town:
    """Return the town of a directory, as `find` does, even a copy, for the commands that mend one.

    Raises:
        NoTown: there is no town.
    """
    marked = town.marked_above(start)
    if marked and town_place.is_proven_copy(marked):
        places.trust_town_now(marked)
    named = os.environ.get("GT_TOWN_ROOT", "")
    root = town.root_above(start) or _root_of_workspace(start)
    unmarked = "" if root else town.lost_above(start)
    if unmarked:
        raise NoTown(
            f"{unmarked} is a town that has lost {town.MARK}",
            hint=command("gt", "install", unmarked),
        )
    root = root or (town.root_above(named) if named else "")
    root = root or town.root_above(str(default_root()))
    if root:
        return Town(Path(root))
    marked = town.marked_above(start)
    if marked:
        raise NoTown(
            f"{marked} has {town.MARK}, but was not made as a town on this machine",
            hint=f"{command('bd', 'trust', '--town', marked)}   (if it is yours)",
        )
    raise NoTown(
        f"{Path(start).absolute()} is in no town, and there is none in {default_root()}",
        hint="gt install",
    )


def _root_of_workspace(start: str) -> str:
    """Return the root of the town whose workspace governs a directory outside; empty for none."""
    try:
        return town.root_above(locate.find(start).root)
    except (NoWorkspace, BadWorkspace):
        return ""
