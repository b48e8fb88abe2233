"""The feed as JSON and as lines of one terminal's width: when, who, what, and to which issue."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from beadwork.bd.output.history import changes
from beadwork.console import columns
from beadwork.console.console import Console
from beadwork.model.counted import counted
from beadwork.model.history.changes import CHANGED, Change
from beadwork.model.history.commit_message import OURS
from beadwork.model.history.committed_change import CommittedChange
from beadwork.model.history.feed import Event
from beadwork.model.times.timestamps import format_timestamp, local_time

ACTOR = 12
VERB = 10
NARROW = 20
"""Columns behind the verb without which the year, the seconds and the actor give way."""
_QUIET = ("closed_at", "started_at", "close_reason")
"""Fields that change with the status, and are not shown beside it."""


def document(event: Event) -> dict[str, Any]:
    """Return an event as JSON. The changes have the same keys as in `bd history`."""
    found: dict[str, Any] = {
        "time": format_timestamp(event.time),
        "actor": event.actor,
        "commit": event.commit,
        "action": event.action,
    }
    if event.change is None:
        return {**found, "message": event.message, **({"count": event.size} if event.size else {})}
    title = {"title": event.change.title} if event.change.title else {}
    return {**found, "issue_id": event.change.id, **title, **changes.document(event.change)}


def line(console: Console, event: Event) -> str:
    """Return an event as one line."""
    if event.change is None:
        count = f"{counted(event.size, 'issue')}: " if event.size else ""
        rest = count + _without_verb(event.action, event.message)
        return _cut_line(console, event.time, event.actor, event.action, rest)
    begun, room = _begun(console, event.time, event.actor)
    verb = f"{console.style(event.action, 'cyan')}{' ' * (VERB - len(event.action))}"
    issue_id = event.change.id
    more = _more(event.action, event.change)
    title = f"{event.change.title} ({more})" if more else event.change.title
    if columns.width(title) > room - len(issue_id) - 1 and more:
        left = max(room - len(issue_id) - columns.width(more) - 4, 12)
        title = f"{console.shorten(event.change.title, left)} ({more})"
    shown = console.shorten(title, max(room - len(issue_id) - 1, 1))
    return f"{begun} {verb} {console.style(issue_id, 'bold')} {shown}".rstrip()


def change_line(console: Console, change: CommittedChange, titles: Mapping[str, str]) -> str:
    """Return a whole commit as one line: an issue with its title, or the ids of several."""
    word, *others = dict.fromkeys(change.kinds)
    rest = ", ".join(change.issues) or _without_verb(word, change.message)
    if len(change.issues) == 1:
        rest = f"{rest} {titles.get(rest, '')}".rstrip()
    elif others:
        word = "changed"
        rest = ", ".join(map(" ".join, zip(change.issues, change.kinds, strict=True)))
    _, room = _begun(console, change.time, change.author)
    if len(change.issues) > 1 and columns.width(rest) > room:
        rest = f"{counted(len(change.issues), 'issue')}: {rest}"
    return _cut_line(console, change.time, change.author, word, rest)


def _cut_line(console: Console, when: datetime, author: str, word: str, rest: str) -> str:
    begun, room = _begun(console, when, author)
    verb = f"{console.style(word, 'cyan')}{' ' * (VERB - len(word))}"
    return f"{begun} {verb} {console.shorten(rest, room)}".rstrip()


def _begun(console: Console, when: datetime, author: str) -> tuple[str, int]:
    """Return the beginning of a line, and the columns that are left behind the verb."""
    time = local_time(when)
    actor = console.shorten(author, ACTOR)
    begun = f"{time}  {actor}{' ' * (ACTOR - columns.width(actor))}"
    room = console.terminal.width - len(time) - ACTOR - VERB - 4
    if console.pages and room < NARROW:
        begun = time[len("2026-") : len("2026-02-11 12:30")]
        room = console.terminal.width - len(begun) - VERB - 2
    return begun, room


def _without_verb(action: str, message: str) -> str:
    """Return the first line of a commit's message, without the verb that its line has already."""
    line = message.partition("\n")[0]
    text = line.removeprefix(next(filter(line.startswith, OURS), ""))
    verb, _, rest = text.partition(" ")
    return rest if verb[:4] == action[:4] else text  # `remember`, remembered; `forget`, forgot


def _more(action: str, change: Change) -> str:
    """Return what a line says of a change beside the verb."""
    if action == "updated":
        return ", ".join(field.field for field in change.fields)
    if action == "commented":
        return columns.shorten(change.comments_added[0].text, 24)
    if action == "linked":
        return ", ".join(f"{edge.type} {edge.depends_on_id}" for edge in change.dependencies_added)
    if action == "unlinked":
        return ", ".join(
            f"{edge.type} {edge.depends_on_id}" for edge in change.dependencies_removed
        )
    if change.kind != CHANGED:
        return ""
    return ", ".join(
        field.field for field in change.fields if field.field not in ("status", "assignee", *_QUIET)
    )
