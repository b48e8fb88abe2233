"""The directories of the trackers that the doctor examines, damaged ones included."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from beadwork.errors import BadWorkspace
from beadwork.workspace import locate
from beadwork.workspace.connection.server import choose
from beadwork.workspace.locate import Workspace


class TrackerDirectory(NamedTuple):
    """The directory of one tracker, with its workspace, or why the workspace cannot be used."""

    name: str
    directory: str
    prefix: str
    """The prefix in the town's registry; empty outside a town."""
    workspace: Workspace | None
    trouble: str = ""
    """Why `workspace` is None; empty otherwise."""

    @property
    def beads(self) -> str:
        """The `.beads` directory that the tracker has, or should have."""
        return self.workspace.beads if self.workspace else os.path.join(self.directory, ".beads")


def at(name: str, directory: str, prefix: str) -> TrackerDirectory:
    """Return the tracker of exactly this directory, usable only where its server can be chosen."""
    try:
        found = locate.governing(directory)
        if found:
            choose(found.metadata, place=directory, beads=found.beads)
    except BadWorkspace as error:
        return TrackerDirectory(name, directory, prefix, None, error.message)
    trouble = "" if found else f"{directory} has no workspace"
    return TrackerDirectory(name, directory, prefix, found, trouble)


def governing(directory: str) -> TrackerDirectory:
    """Return the tracker that governs a directory.

    Raises:
        NoWorkspace: no workspace governs the directory.
    """
    try:
        found = locate.find(directory)
    except BadWorkspace as error:
        root = next((place for place in _with_beads(directory)), directory)
        return TrackerDirectory(os.path.basename(root), root, "", None, error.message)
    return TrackerDirectory(found.database, found.root, "", found)


def _with_beads(directory: str) -> Iterator[str]:
    here = Path(os.environ.get("BEADS_DIR") or directory).absolute()
    for place in (here, *here.parents):
        if (place / ".beads").is_dir():
            yield str(place)
        elif place.name == ".beads":
            yield str(place.parent)
