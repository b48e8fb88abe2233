"""What happens, and when: a pure function of the seed.

Faults come after a number of commands, not of seconds, so that a slow machine has the same run.
Each worker has a stream of chances of its own, so what one does follows from the seed and from what
was answered to it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import NamedTuple

KILLED_SHARE = 0.35
"""The share of commands that are to be killed in the middle."""
STEPS = {"create": 30, "update": 30, "close": 30, "comment": 30, "label": 30, "dep": 30,
         "branch": 40, "merge": 40, "sling": 160, "done": 160, "polecat": 90, "sync": 120,
         "dolt": 120, "daemon": 60}  # fmt: skip
"""The word of a command, and about how many steps (chaos/dying.py) it has."""
TOWN_FAULTS = (
    ("kill the server", 6), ("kill the daemon", 4), ("stop the server", 3), ("stop the daemon", 2),
    ("stop a command", 3), ("kill a command", 4), ("fill the disk", 1),
)  # fmt: skip
OTHER_FAULTS = (("cut the network", 3), ("cut a transfer", 3), ("move the clock", 2))
CLOCKS = (-86_400, -3_600, -60, 30, 600, 3_600, 86_400)
"""By how many seconds a clock is wrong while it was moved."""


class Fault(NamedTuple):
    """What goes wrong, after how many commands since the fault before, and by which chances."""

    kind: str
    after: int
    town: int
    amount: float
    """From 0 to 1: how long, how much, which."""


def chances(seed: int, name: str) -> random.Random:
    """Return the stream of chances of a worker, or of a kind of faults."""
    return random.Random(f"{seed}/{name}")


def faults(seed: int, kinds: tuple[tuple[str, int], ...]) -> Iterator[Fault]:
    """Yield faults without an end."""
    chance = chances(seed, kinds[0][0])
    names, weights = zip(*kinds, strict=True)
    while True:
        (kind,) = chance.choices(names, weights)
        yield Fault(kind, chance.randrange(4, 30), int(chance.random() < 0.3), chance.random())


def dies_at(chance: random.Random, word: str) -> int | None:
    """Return before which of its steps a command is killed; None for one that is not."""
    step = chance.randrange(1, STEPS.get(word, 30) + 1)
    return step if chance.random() < KILLED_SHARE else None
