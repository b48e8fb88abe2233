"""Explain why an issue is not found: it was deleted, or did not exist as of the given commit.

The module is loaded, and history is read, only where an issue is not found. A command that finds
its issues pays nothing for it.
"""

from __future__ import annotations

from beadwork.actions.history import recoverable
from beadwork.errors import NoIssue, NotFound
from beadwork.model.hints import command
from beadwork.model.times.timestamps import ago
from beadwork.tracker import InternalTracker


def explained(tracker: InternalTracker, error: NoIssue, as_of: str | None) -> NotFound:
    """Return the error that says why an issue is not found."""
    if as_of:
        return NotFound(
            f'no issue matched "{error.part}" as of {as_of}',
            hint=command("bd", "history", error.part),
        )
    found = tracker.ask(lambda reader: recoverable.deletion(reader, error.part))
    if found is None:
        return error
    message = f"{found.id} was deleted by {found.author}, {ago(found.date, tracker.now)}"
    return NotFound(message, hint=command("bd", "restore", found.id, "--view"))
