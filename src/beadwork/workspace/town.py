"""Which town a directory is in: the nearest one above it whose `mayor/town.json` says so.

In a town the server is the town's, and `bd` neither starts nor stops it. Loaded by every command,
so no more than a look at the disk for each directory above.
"""

from __future__ import annotations

import os

MARK = os.path.join("mayor", "town.json")


def root_above(directory: str) -> str:
    """Return the root of the town that a directory is in, empty where it is in none."""
    here = os.path.abspath(directory)
    while not os.path.exists(os.path.join(here, MARK)):
        above = os.path.dirname(here)
        if above == here:
            return ""
        here = above
    return here
