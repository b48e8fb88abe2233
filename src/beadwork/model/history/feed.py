"""The feed: what somebody did to one issue in one commit, as one word. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from beadwork.model.dependencies.readiness import OVER
from beadwork.model.history.changes import CHANGED, Change, FieldChange


class Event(NamedTuple):
    """One line of the feed."""

    time: datetime
    actor: str
    commit: str
    action: str
    """`created`, `claimed`, `closed` and the like, as the function `action` returns it. An event
    that concerns no issue has a word of its own.
    """
    message: str
    """The commit's message without its trailer."""
    change: Change | None = None
    """What happened to the issue; None where the event concerns no issue, or many."""
    size: int = 0
    """How many issues the event concerns, where these are too many for a line each; else 0."""


def oldest_first(events: Iterable[Event]) -> list[Event]:
    """Return events with the order of their commits reversed, the oldest commit first. The events
    of one commit keep their order.
    """
    commits = [list(of_one) for _, of_one in groupby(events, key=lambda event: event.commit)]
    return [event for of_one in reversed(commits) for event in of_one]


def action(change: Change, over: tuple[str, ...] = OVER) -> str:
    """Return the word for what happened to an issue: the most important, where several things
    did.
    """
    if change.kind != CHANGED:
        return change.kind
    status = change.field("status")
    if status:
        return _moved(change, status, over)
    if change.fields:
        return "updated"
    if change.comments_added or change.comments_removed:
        return "commented" if change.comments_added else "uncommented"
    return "linked" if change.dependencies_added or change.dependents_added else "unlinked"


def _moved(change: Change, status: FieldChange, over: tuple[str, ...]) -> str:
    if status.after in over:
        return "updated" if status.before in over else "closed"
    if status.before in over:
        return "reopened"
    if status.after == "in_progress":
        return "claimed" if change.field("assignee") else "started"
    if "deferred" in (status.before, status.after):
        return "deferred" if status.after == "deferred" else "undeferred"
    return "updated"
