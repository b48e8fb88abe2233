"""Open `hq`, the town's own database, which holds the mail, from any directory and branch."""

from __future__ import annotations

from pathlib import Path

from beadwork.errors import BadTown, BeadworkError
from beadwork.model.hints import command
from beadwork.store.mail import tables
from beadwork.town.layout import Town
from beadwork.tracker import InternalTracker, of_workspace
from beadwork.workspace import locate


def tracker(town: Town, *, actor: str = "", readonly: bool = False) -> InternalTracker:
    """Return the tracker of `hq`, on `main`. It connects at the first use.

    Raises:
        BadTown: the install of the town was not finished.
    """
    workspace = locate.governing(str(town.root))
    if workspace is None:
        raise BadTown(
            f"{town.beads} is not a workspace: the town is incomplete",
            hint=command("gt", "install", str(town.root)),
        )
    return of_workspace(
        workspace, str(town.root), actor=actor, branch="main", readonly=readonly, idle_seconds=0
    )


def prepare_mail(town: Town, actor: str) -> bool:
    """Create the tables that `hq` needs for mail. Return whether any was missing.

    Raises:
        BadTown: the install of the town was not finished.
    """
    with tracker(town, actor=actor) as opened:
        is_missing = not opened.ask(tables.is_prepared)
        # This is done even where nothing is missing: it commits what a killed one left uncommitted.
        opened.change(tables.prepare)
        return is_missing


def require_mail(tracker: InternalTracker) -> None:
    """Raise where `hq` has no tables for mail yet. It is called after a failure only.

    Raises:
        BadTown: the install of the town was not finished.
    """
    try:
        is_prepared = tracker.ask(tables.is_prepared)
    except BeadworkError:  # the first failure has the better message
        return
    if not is_prepared:
        root = tracker.link.workspace.root
        raise BadTown(
            f"hq of {root} has no mail yet: the town is incomplete",
            hint=command("gt", "install", root),
        )


def town_of(tracker: InternalTracker) -> Town:
    """Return the town of a tracker of `hq`."""
    return Town(Path(tracker.link.workspace.root))
