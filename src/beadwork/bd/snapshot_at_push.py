"""The snapshot that the sync mode `belt-and-suspenders` writes at each push."""

from __future__ import annotations

from beadwork.console.console import Console
from beadwork.tracker import Tracker
from beadwork.workspace.settings import sync_mode


def write(console: Console, tracker: Tracker) -> None:
    """Write a snapshot where the sync mode asks for it. The push is done, so a failure is only a
    warning.
    """
    if sync_mode.of(tracker.local_settings) != sync_mode.SNAPSHOT_AT_PUSH:
        return
    from beadwork.bd import snapshots
    from beadwork.errors import BeadworkError

    try:
        path = snapshots.write(tracker)
    except (BeadworkError, OSError) as error:
        console.warn(f"no snapshot was written: {error}")
        return
    console.note(f"The issues are in {path}, too")
