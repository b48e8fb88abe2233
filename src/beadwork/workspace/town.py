"""Which town a directory is in: the nearest one above it that was made on this machine.

A town has `mayor/town.json`, but any repository may have that file as well. A town counts only if
`gt install` made it here, or if the person took it up or names it by `GT_TOWN_ROOT`
(trust/places.py). In a town the server is the town's, and `bd` neither starts nor stops it. Every
command loads this module, so it looks once at each directory above, and reads the list of towns
only where the file exists.
"""

from __future__ import annotations

import os

MARK = os.path.join("mayor", "town.json")


def root_above(directory: str) -> str:
    """Return the root of the town that a directory is in; empty where it is in none.

    Raises:
        BadWorkspace: there is a `mayor/town.json`, and the list of towns cannot be read.
        NoTown: the directory is in a town that was copied or moved here, and not taken up.
        BadTown: the directory is in a town of another user.
    """
    root = marked_above(directory)
    while root and not is_town(root):
        from beadwork.workspace import town_place

        town_place.refuse_foreign(root)
        above = os.path.dirname(root)
        root = marked_above(above) if above != root else ""
    return root


def marked_above(directory: str) -> str:
    """Return the nearest directory above (or `directory` itself) with a `mayor/town.json`, whoever
    put it there; empty where there is none.
    """
    here = os.path.abspath(directory)
    while not _has_mark(here):
        above = os.path.dirname(here)
        if above == here:
            return ""
        here = above
    return here


def lost_above(directory: str) -> str:
    """Return the nearest directory above (or `directory` itself) that was a town and has lost its
    mark: it has the databases and the daemon's files; empty where there is none.
    """
    here = os.path.abspath(directory)
    while os.path.exists(os.path.join(here, MARK)) or not all(
        os.path.isdir(os.path.join(here, name)) for name in ("daemon", ".dolt-data")
    ):
        above = os.path.dirname(here)
        if above == here:
            return ""
        here = above
    return here


def _has_mark(directory: str) -> bool:
    """Tell whether a directory has the mark, or a `mayor/` that is closed to us: another user's."""
    try:
        os.stat(os.path.join(directory, MARK))
    except PermissionError:
        return True
    except (OSError, ValueError):
        return False
    return True


def is_town(root: str) -> bool:
    """Tell whether a directory with the mark is a town of this machine; raises as `root_above`."""
    named = os.environ.get("GT_TOWN_ROOT")
    if named and marked_above(named) == root:
        from beadwork.workspace.trust import owner

        owner.refuse_other(root)
        return True
    from beadwork.workspace.trust import places

    return places.is_town(root)
