"""Exponential backoff with full jitter: how many retries, and how long the pauses between them.

By default 30 tries within about six seconds: the first delay is 0.1 s and the longest 0.25 s.
Jitter keeps forty losers of one race from meeting again.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

from beadwork.model.settings_table import float_setting, int_setting


class Backoff(NamedTuple):
    """Delays in seconds: each is twice the one before, up to the longest."""

    tries: int | None = int_setting("dolt.lock-retries")
    """The number of retries; None where the caller has a deadline instead."""
    first: float = int_setting("dolt.lock-retry-delay") / 1000
    longest: float = float_setting("write.longest-retry-delay")

    def delays(self) -> Iterator[float]:
        """Yield, for each try, the longest wait after it."""
        delay = self.first
        for _ in count() if self.tries is None else range(self.tries + 1):
            yield delay
            delay = min(delay * 2, self.longest)

    def wait(self, delay: float) -> None:
        """Wait for a random time between nothing and `delay` seconds."""
        time.sleep(delay * int.from_bytes(os.urandom(2), "big") / 65535)
