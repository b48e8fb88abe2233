"""How a feed of changes learns that there is something new.

A feed asks nothing but this: wait until the newest commit of the branch is another one. Here it is
asked for once a second, however many feeds of a tracker wait. Whoever can be told of commits has a
`HeadWatch` of another kind.
"""

from __future__ import annotations

import os
import time
from _thread import allocate_lock
from collections.abc import Callable
from typing import Protocol

from beadwork.model.settings_table import float_setting

INTERVAL = float_setting("activity.follow-interval")
"""Seconds between two looks."""


class HeadWatch(Protocol):
    """Watches the newest commit of one branch. Threads may share it."""

    def wait(self, seen: str, seconds: float) -> str:
        """Return the newest commit as soon as it is not `seen`, and after `seconds` in any case.

        A commit that another process made is noticed within about a second.
        """


class PolledHead:
    """Looks at the newest commit once in an INTERVAL. `look` returns None where the server is
    away: it is waited for.
    """

    def __init__(self, look: Callable[[], str | None], interval: float = INTERVAL) -> None:
        self._look = look
        self._interval = interval
        self._begin_anew()

    def _begin_anew(self) -> None:
        self._process = os.getpid()
        self._lock = allocate_lock()
        self._looks = 0
        self._next_look = 0.0
        self._head = ""

    def wait(self, seen: str, seconds: float) -> str:
        """Return the newest commit, as `HeadWatch` says. What was seen before the call is not
        believed: the caller may know better.
        """
        if self._process != os.getpid():  # a lock that a thread of the parent holds stays held
            self._begin_anew()
        end = time.monotonic() + seconds
        looks = self._looks
        while True:
            pause = self._look_if_due()
            left = end - time.monotonic()
            if self._looks != looks and self._head not in ("", seen):
                return self._head
            if left <= 0:
                return seen
            time.sleep(min(pause, left))

    def _look_if_due(self) -> float:
        """Return the seconds to the next look."""
        with self._lock:
            if time.monotonic() >= self._next_look:
                self._head = self._look() or ""
                self._looks += 1
                self._next_look = time.monotonic() + self._interval
            return self._next_look - time.monotonic()
