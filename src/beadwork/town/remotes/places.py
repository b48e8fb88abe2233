"""The databases of a town by name, `hq` as any rig, and their trackers."""

from __future__ import annotations

from pathlib import Path

from beadwork.dolt.server.files.home import HQ
from beadwork.errors import BadTown
from beadwork.model.hints import command
from beadwork.town.layout import Town
from beadwork.town.rigs import registry
from beadwork.tracker import InternalTracker, of_workspace
from beadwork.workspace import locate


def names(town: Town) -> list[str]:
    """Return `hq` and the rigs by name.

    Raises:
        BadTown: the registry cannot be used.
    """
    return [HQ, *sorted(registry.names(town))]


def place(town: Town, name: str) -> Path:
    """Return the directory of the workspace of `hq` or of a rig.

    Raises:
        NotFound: the town has no such rig.
        BadTown: the rig's entry in the registry cannot be used.
    """
    return town.root if name == HQ else town.clone(registry.get(town, name).name)


def prefix(town: Town, name: str) -> str:
    """Return the prefix of ids in `hq` or in a rig; raises as `place`."""
    return HQ if name == HQ else registry.get(town, name).prefix


def tracker(town: Town, name: str, *, actor: str = "") -> InternalTracker:
    """Return the tracker of `hq` or of a rig, on `main`. It connects at the first use.

    Raises:
        NotFound: the town has no such rig.
        BadTown: its directory is no workspace.
    """
    directory = str(place(town, name))
    workspace = locate.governing(directory)
    if workspace is None:
        raise BadTown(
            f"{directory} is not a workspace", hint=command("gt", "dolt", "init-rig", name)
        )
    if workspace.database != name:
        raise BadTown(
            f"{directory} has the database {workspace.database}, and not {name}",
            hint=command("gt", "dolt", "fix-metadata"),
        )
    return of_workspace(
        workspace, directory, actor=actor, branch="main", readonly=False, idle_seconds=0
    )
