"""What is known of the tracker of a project that has no metadata.json: it was deleted
(`git clean`), or this checkout is of a commit from before.

Invariant: nothing is asked of a server. Git's branches and the records of this machine are enough.
"""

from __future__ import annotations

import os
from typing import Any

from beadwork.errors import NoWorkspace
from beadwork.model.hints import command
from beadwork.model.issues.ids import prefix_from_name
from beadwork.workspace import git_metadata, last_seen, town
from beadwork.workspace.git_metadata import OnBranch
from beadwork.workspace.last_seen import Sighting


def on_main_branch(root: str) -> OnBranch | None:
    """Return the tracker of the main branch of the git project at `root`; None where the commit
    that is checked out has one too, or no main branch has any.
    """
    found = _branches(root)
    if not found or found[0].branch not in git_metadata.MAIN:
        return None
    return found[0]


def no_workspace(here: str, root: str) -> NoWorkspace:
    """Return the error of a directory without workspace, which names the tracker that it may have
    had. `root` is the project's directory.
    """
    missing = f"no beadwork workspace in {here} or above"
    if town.root_above(here):
        return NoWorkspace(missing, hint="gt dolt fix-metadata")
    unmarked = town.lost_above(here)
    if unmarked:
        return NoWorkspace(
            f"{missing}; {unmarked} is a town that has lost {town.MARK}",
            hint=command("gt", "install", unmarked),
        )
    branches = _branches(root)
    if branches and branches[0].branch == "HEAD":
        restore = command("git", "-C", root, "checkout", "HEAD", "--", git_metadata.PATH)
        return NoWorkspace(f"{missing}; git has its metadata.json", hint=restore)
    if branches:
        branch, content = branches[0]
        return NoWorkspace(
            f"{missing}; git's branch {branch} has the tracker {content['dolt_database']}",
            hint=_join(root, content["dolt_database"]),
        )
    found = _sightings(here, root)
    if found:
        return NoWorkspace(
            f"{missing}; {_where(found[0])}",
            hint=_join(os.path.dirname(found[0].beads), found[0].database),
        )
    moved = moved_away(root)
    if moved:
        return NoWorkspace(
            f"{missing}; {_where(moved[0])}, and {moved[0].state}",
            hint=f"{_join(root, moved[0].database)}   (if it is this project's; else bd init)",
        )
    return NoWorkspace(missing, hint="bd init")


def moved_away(root: str) -> list[Sighting]:
    """Return the trackers whose ids have the prefix that this project would get, and that no
    directory uses any more.
    """
    prefix = prefix_from_name(os.path.basename(root))
    return [
        sighting
        for sighting in last_seen.everywhere()
        if sighting.prefix == prefix and sighting.state
    ]


def candidates(beads: str) -> list[dict[str, Any]]:
    """Return what metadata.json may have held here: the records of this directory, then what git's
    branches have.
    """
    found = [sighting.content for sighting in last_seen.at(beads)]
    return found + [branch.content for branch in _branches(os.path.dirname(beads))]


def described(beads: str, database: str) -> dict[str, Any] | None:
    """Return the content of the metadata.json that named a database, as this directory, a branch of
    the project, or any other directory had it; None where none did.
    """
    found = candidates(beads) + [sighting.content for sighting in last_seen.everywhere()]
    return next((content for content in found if content["dolt_database"] == database), None)


def _branches(root: str) -> list[OnBranch]:
    return git_metadata.of(root) if os.path.exists(os.path.join(root, ".git")) else []


def _sightings(here: str, root: str) -> list[Sighting]:
    """Return the records of the project and of the directories between it and `here`."""
    directories = [here]
    while directories[-1] != root and os.path.dirname(directories[-1]) != directories[-1]:
        directories.append(os.path.dirname(directories[-1]))
    return [
        sighting
        for directory in directories
        for sighting in last_seen.at(os.path.join(directory, ".beads"))
    ]


def _where(sighting: Sighting) -> str:
    from datetime import UTC, datetime

    from beadwork.model.times.timestamps import local_time

    directory = os.path.dirname(sighting.beads)
    day = str(local_time(datetime.fromtimestamp(sighting.seen, UTC).replace(tzinfo=None)))[:10]
    return f"the tracker {sighting.database} was used in {directory} on {day}"


def _join(root: str, database: str) -> str:
    where = [] if os.path.realpath(os.getcwd()) == os.path.realpath(root) else ["-C", root]
    return command("bd", *where, "init", "--database", database)
