"""The names of workers, and the pool of those that are given where nobody chooses one."""

from __future__ import annotations

import re
from collections.abc import Collection

from beadwork.errors import Invalid

LONGEST = 32
_NAME = re.compile(r"[a-z](-?[a-z0-9])*")
"""It becomes part of a directory, of a branch of git and of Dolt, of a tmux session and of an
address.
"""
POOL = (
    "amber", "aspen", "basil", "birch", "cedar", "clove", "coral", "daisy", "ember", "fern",
    "flint", "garnet", "hazel", "heron", "indigo", "iris", "ivy", "jade", "juniper", "kestrel",
    "lark", "laurel", "lilac", "linden", "maple", "marten", "mint", "moss", "nettle", "oak",
    "olive", "onyx", "opal", "osprey", "otter", "pearl", "pine", "plum", "poppy", "quartz",
    "quince", "raven", "reed", "robin", "rowan", "ruby", "saffron", "sage", "slate", "sorrel",
    "sparrow", "spruce", "swift", "teal", "thistle", "thyme", "topaz", "umber", "violet", "wren",
    "willow", "yarrow", "yew", "zinnia",
)  # fmt: skip


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


def first_free(taken: Collection[str]) -> str:
    """Return the first name of the pool that is not taken. Where all are, they get numbers."""
    number = 1
    while True:
        for name in POOL:
            numbered = name if number == 1 else f"{name}-{number}"
            if numbered not in taken:
                return numbered
        number += 1
