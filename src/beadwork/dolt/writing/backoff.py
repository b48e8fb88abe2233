"""How often and how slowly something is tried again: exponential backoff with jitter, bounded.

The defaults are those of seed 004: 30 tries, the first delay 100 ms. The cap makes the whole window
about six seconds, as the seed says; jitter keeps forty losers of one race from meeting again.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from typing import NamedTuple


class Pace(NamedTuple):
    """The settings `dolt.lock-retries` and `dolt.lock-retry-delay` (seconds)."""

    tries: int = 30
    first: float = 0.1
    cap: float = 0.25

    def delays(self) -> Iterator[float]:
        """Yield, for each try, the longest wait after it."""
        delay = self.first
        for _ in range(self.tries + 1):
            yield delay
            delay = min(delay * 2, self.cap)

    def wait(self, delay: float) -> None:
        """Wait between nothing and `delay` seconds (full jitter)."""
        time.sleep(delay * int.from_bytes(os.urandom(2), "big") / 65535)
