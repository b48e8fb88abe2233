"""Open the tracker that a command line is about."""

from __future__ import annotations

from beadwork.console.console import Console
from beadwork.tracker import Tracker
from beadwork.tracker import open as open_tracker


def tracker(console: Console, as_of: str | None = None) -> Tracker:
    """Return the tracker of the directory that the command is about, as of a REF where one is given.

    Raises:
        NoWorkspace, BadWorkspace: there is none to use.
        NotFound, Ambiguous: the REF names nothing, or several commits.
    """
    return open_tracker(
        console.directory, actor=console.actor, readonly=console.readonly, as_of=as_of or "", idle_seconds=0
    )
