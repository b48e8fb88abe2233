"""Show changes as they come, until Ctrl-C, the end of the reader, or the end of the time."""

from __future__ import annotations

import math
import select
import time
from collections.abc import Callable, Sequence

from beadwork.console.console import Console
from beadwork.model.history.committed_change import CommittedChange
from beadwork.model.settings_table import float_setting
from beadwork.tracker.change_feed import ChangeFeed

INTERVAL = float_setting("activity.follow-interval")
"""Seconds after which it is looked whether there is a reader still."""


def follow(
    console: Console,
    feed: ChangeFeed,
    show: Callable[[Sequence[CommittedChange]], None],
    *,
    seconds: float = math.inf,
    most: int | None = None,
) -> int:
    """Show what comes in the feed, and return the exit status: 130 after Ctrl-C, 0 when the time is
    over or `most` changes were shown.

    Raises:
        BrokenPipeError: the reader of the output is gone.
        CursorLost: as `ChangeFeed.read`.
    """
    end = time.monotonic() + seconds
    try:
        while not _reader_is_gone(console):
            left = max(end - time.monotonic(), 0)
            changes = feed.read(min(INTERVAL, left))[:most]
            show(changes)
            console.flush()
            most = None if most is None else most - len(changes)
            if most == 0 or not (changes or left):
                return 0
    except KeyboardInterrupt:
        return 130
    raise BrokenPipeError


def _reader_is_gone(console: Console) -> bool:
    """Tell whether the reader of the output is gone. A write would fail then, but there may be
    nothing to write for long.
    """
    watch = select.poll()
    watch.register(console.terminal.stdout.fileno(), 0)
    return any(event & (select.POLLERR | select.POLLNVAL) for _, event in watch.poll(0))
