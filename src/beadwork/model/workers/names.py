"""The names of workers."""

from __future__ import annotations

import re

from beadwork.errors import Invalid

LONGEST = 32
_NAME = re.compile(r"[a-z](-?[a-z0-9])*")
"""It becomes part of a directory, of a branch of git and of Dolt, of a tmux session and of an
address.
"""


def is_valid(name: str) -> bool:
    """Tell whether a worker can have this name."""
    return len(name) <= LONGEST and bool(_NAME.fullmatch(name))


def check(name: str) -> str:
    """Return the name of a worker.

    Raises:
        Invalid: no worker can be called so.
    """
    if not is_valid(name):
        raise Invalid(
            f'no worker can be called "{name}"',
            hint=f"small letters, digits and single hyphens, {LONGEST} at most: heron",
        )
    return name
