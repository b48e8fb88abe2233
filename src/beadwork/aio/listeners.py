"""Who is told of the writes of an `AsyncTracker`: in its event loop, not in the writing thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from beadwork.tracker import Tracker


class Listeners:
    """What takes the warnings of writes, and what is called after each write."""

    def __init__(self) -> None:
        self.on_warning: Callable[[str], object] | None = None
        self.on_change: Callable[[], object] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def are_in_this_loop(self) -> None:
        """Let the listeners be called in the loop that runs now."""
        self._loop = asyncio.get_running_loop()

    def listen_to(self, tracker: Tracker) -> None:
        """Be told of the writes of a tracker, which is used in threads."""
        tracker.on_warning, tracker.on_change = self._warned, self._changed

    def _warned(self, text: str) -> None:
        if self.on_warning is not None and self._loop is not None:
            self._loop.call_soon_threadsafe(self.on_warning, text)

    def _changed(self) -> None:
        if self.on_change is not None and self._loop is not None:
            self._loop.call_soon_threadsafe(self.on_change)
