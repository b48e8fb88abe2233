"""Where the issues of a database that is missing can be brought in from, and by which command."""

from __future__ import annotations

import glob
import os
from typing import NamedTuple

from beadwork.dolt.server.files.home import user_directory
from beadwork.model.hints import command
from beadwork.workspace import git_remote, legacy_data

BACKUPS = "backups"
"""The folder of the person's directory to which `bd dolt drop` moves databases."""


class WayBack(NamedTuple):
    """What holds the issues, and the command that brings them in."""

    source: str
    command: str


def of(beads: str, database: str) -> list[WayBack]:
    """Return the sources for a missing database, the fullest first: a whole database, then exported
    issues. Git's remote is asked, for five seconds at the most.
    """
    found = []
    dropped = sorted(glob.glob(os.path.join(user_directory(), BACKUPS, f"{database}-????-??-??T*")))
    if dropped:
        restore = command("bd", "init", "--from-remote", f"file://{dropped[-1]}")
        found.append(WayBack(dropped[-1], restore))
    root = os.path.dirname(beads)
    if git_remote.origin(root) and git_remote.has_data(root):
        found.append(WayBack("git's remote origin", "bd init"))
    exported = legacy_data.jsonl(beads)
    kept = legacy_data.backup(beads)
    if exported:
        which = [os.path.relpath(exported[0])] if len(exported) == 1 else []
        names = " and ".join(os.path.relpath(path, root) for path in exported)
        found.append(WayBack(names, command("bd", "init", "--from-jsonl", *which)))
    if kept:
        words = command("bd", "init", "--from-jsonl", os.path.relpath(kept))
        found.append(WayBack(f"{os.path.relpath(kept, root)}/", words))
    return found
