"""The trackers that the doctor looks at, each by its directory, also where nothing there can be
used.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from beadwork.errors import BadWorkspace
from beadwork.workspace import locate
from beadwork.workspace.locate import Workspace


class Seat(NamedTuple):
    """One tracker by its directory. `trouble` says why there is no workspace to use; `prefix` is
    what the town expects.
    """

    name: str
    directory: str
    prefix: str
    workspace: Workspace | None
    trouble: str = ""

    @property
    def beads(self) -> str:
        """The `.beads` directory that it has, or ought to have."""
        return self.workspace.beads if self.workspace else os.path.join(self.directory, ".beads")


def at(name: str, directory: str, prefix: str) -> Seat:
    """Return the tracker of exactly this directory."""
    try:
        found = locate.governing(directory)
    except BadWorkspace as error:
        return Seat(name, directory, prefix, None, error.message)
    trouble = "" if found else f"{directory} has no workspace"
    return Seat(name, directory, prefix, found, trouble)


def governing(directory: str) -> Seat:
    """Return the tracker that governs a directory.

    Raises:
        NoWorkspace: there is none.
    """
    try:
        found = locate.find(directory)
    except BadWorkspace as error:
        place = next((one for one in _with_beads(directory)), directory)
        return Seat(os.path.basename(place), place, "", None, error.message)
    return Seat(found.database, found.root, "", found)


def _with_beads(directory: str) -> Iterator[str]:
    here = Path(os.environ.get("BEADS_DIR") or directory).absolute()
    for one in (here, *here.parents):
        if (one / ".beads").is_dir():
            yield str(one)
        elif one.name == ".beads":
            yield str(one.parent)
