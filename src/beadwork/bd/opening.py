"""Open the tracker that a command line is about."""

from __future__ import annotations

from beadwork.console.console import Console
from beadwork.tracker import Tracker
from beadwork.tracker import open as open_tracker


def tracker(console: Console) -> Tracker:
    """Return the tracker of the directory that the command is about.

    Raises:
        NoWorkspace, BadWorkspace: there is none to use.
    """
    return open_tracker(console.directory, actor=console.actor, readonly=console.readonly, idle_seconds=0)
