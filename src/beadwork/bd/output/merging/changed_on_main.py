"""What `main` has changed since the branch in use was made, in a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from beadwork.console.console import Console
    from beadwork.model.history.changes import Change
    from beadwork.tracker import InternalTracker

REFRESH = "bd branch refresh"


def of(tracker: InternalTracker, ids: list[str]) -> dict[str, list[str]]:
    """Return what `main` has changed of these issues, by id: names of fields, `dependencies`,
    `comments`, or `deleted`. It is empty on `main`, and as of an earlier time.
    """
    if not tracker.link.session.branch or tracker.link.revision:
        return {}
    return {change.id: _parts(change) for change in tracker.changed_on_main(*ids)}


def note(console: Console, changed: dict[str, list[str]]) -> None:
    """Say which of the issues that are shown `main` has changed."""
    for issue_id, parts in changed.items():
        what = "deleted" if parts == ["deleted"] else f"changed ({', '.join(parts)})"
        console.note(f"On main {issue_id} was {what} since: {REFRESH}")


def note_number(console: Console, tracker: InternalTracker) -> None:
    """Say how many issues `main` has changed, to a person."""
    if console.json:
        return
    changed = of(tracker, [])
    if changed:
        from beadwork.model.counted import counted

        console.note(f"main has changed {counted(len(changed), 'issue')} since: {REFRESH}")


def _parts(change: Change) -> list[str]:
    if change.kind == "deleted":
        return ["deleted"]
    parts = [field.field for field in change.fields]
    if change.dependencies_added or change.dependencies_removed:
        parts.append("dependencies")
    if change.comments_added or change.comments_removed:
        parts.append("comments")
    return parts or [change.kind]
