"""Claims on a terminal and as JSON: who was told that an issue is theirs already."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from beadwork.bd.flags import field_flags

if TYPE_CHECKING:
    from beadwork.actions.issues.claim_guard import Taken
    from beadwork.actions.issues.update import Updated
    from beadwork.console.console import Console
    from beadwork.model.issues.issue import Issue
    from beadwork.tracker import InternalTracker


def show(
    console: Console,
    tracker: InternalTracker,
    claimed: Sequence[Updated],
    options: argparse.Namespace | None = None,
) -> None:
    """Print claimed issues. In JSON, `already` is true where the claim was the writer's before.

    `options` are those of `bd update`, whose dates are printed too.
    """

    def line(updated: Updated) -> str:
        issue = updated.issue
        dates = field_flags.dates(issue, options) if options else ""
        if updated.was_mine:
            return f"Yours already: {issue.id}: {issue.title}{dates}"
        return f"{claimed_line(issue, updated.taken)}{dates}"

    console.result(
        [
            {
                **as_json(updated.issue, updated.taken),
                **({"already": True} if updated.was_mine else {}),
            }
            for updated in claimed
        ],
        lambda: [line(updated) for updated in claimed],
    )
    if not console.json and any(updated.was_mine for updated in claimed):
        console.note(
            f"You are {tracker.author.name}; agents that work side by side need a BEADS_ACTOR each"
        )


def claimed_line(issue: Issue, taken: Taken | None) -> str:
    """Return the line about a claimed issue, with from whom it was taken."""
    if taken is None:
        return f"Claimed {issue.id}: {issue.title}"
    now = datetime.now(UTC).replace(tzinfo=None)
    return f"Claimed {issue.id}: {issue.title} ({taken.words(now)})"


def as_json(issue: Issue, taken: Taken | None) -> dict[str, Any]:
    """Return the JSON object of a claimed issue; `taken_from` says from whom it was taken."""
    return {**issue.to_dict(), **({"taken_from": taken.as_json()} if taken else {})}


def add_confirm(parser: argparse.ArgumentParser) -> None:
    """Declare the flag that confirms a claim at the remote."""
    parser.add_argument("--confirm", action="store_true", help="push the claim, and read it back")


def confirm(console: Console, tracker: InternalTracker, claimed: Sequence[Updated]) -> None:
    """Push claims and read them back.

    Raises:
        AlreadyClaimed: the remote had somebody else's claim first; ours is undone.
        BeadworkError: they could not be pushed.
    """
    from beadwork.ui import elapsed

    with elapsed.shown(console, "Confirming"):
        tracker.confirm_claims(
            *(updated.issue.id for updated in claimed),
            made=[updated.issue.id for updated in claimed if not updated.was_mine],
        )
