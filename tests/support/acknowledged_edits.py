"""Random edits of workers on their branches, and whether each that was acknowledged is found again
after the merges: in the tracker, or in a merge's report that names it.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import NamedTuple

from beadwork import errors
from beadwork.actions.merging.merge import Merge
from beadwork.actions.merging.merge_report import KEPT, RESTORED, Entry
from beadwork.model.issues.issue import Issue
from beadwork.tracker import InternalTracker

KINDS = (
    *("title", "priority", "description", "estimated_minutes", "close", "note", "metadata"),
    *("label", "comment", "edge", "child", "create", "delete"),
)
FIELDS = ("title", "priority", "description", "estimated_minutes")


class Edit(NamedTuple):
    """One acknowledged edit."""

    issue: str
    kind: str
    value: str
    """Its own, or that of a field as text; for an edge the other end."""


def work(
    chance: random.Random, tracker: InternalTracker, ids: Sequence[str], edits: int
) -> list[Edit]:
    """Make random edits, and return those that were acknowledged and that the same worker has not
    undone.
    """
    made: list[Edit] = []
    for _ in range(edits):
        edit = Edit(chance.choice(ids), chance.choice(KINDS), f"{chance.randrange(10**12)}")
        if edit.kind == "priority":
            edit = edit._replace(value=chance.choice("0134"))  # 2 is what it was
        if edit.kind == "edge":
            edit = edit._replace(value=chance.choice(ids))
        with suppress(errors.BeadworkError):  # refused: a deleted issue, an edge that is there
            _carry_out(tracker, edit)
            made = [*(old for old in made if not _undoes(edit, old)), edit]
    return made


def _carry_out(tracker: InternalTracker, edit: Edit) -> None:
    issue, kind, value = edit
    match kind:
        case "title" | "description":
            tracker.update(issue, **{kind: value})
        case "priority" | "estimated_minutes":
            tracker.update(issue, **{kind: int(value) % 10**6})
        case "close":
            tracker.close_issues(issue, reason=value, force=True)
        case "note":
            tracker.update(issue, append_notes=value)
        case "metadata":
            tracker.update(issue, set_metadata={f"k{value}": value})
        case "label":
            tracker.add_labels([issue], [f"l{value}"])
        case "comment":
            tracker.comment(issue, value)
        case "edge":
            tracker.add_dependency(issue, value, "related")
        case "child":
            tracker.show(issue)
            tracker.create(value, parent=issue)
        case "create":
            tracker.create(value)
        case "delete":
            tracker.delete(issue)


def _undoes(edit: Edit, old: Edit) -> bool:
    """Tell whether an edit takes the place of an older one of the same worker."""
    if edit.kind == "delete":
        return old.kind != "create" and edit.issue in (old.issue, old.value)
    return edit[:2] == old[:2] and edit.kind in (*FIELDS, "close")


class Found:
    """What is there after the merges."""

    def __init__(self, tracker: InternalTracker, merges: Iterable[Merge]) -> None:
        rows = tracker.ask(lambda r: r.rows("SELECT id FROM issues"))
        shown = tracker.show(*(row[0] for row in rows))
        self.issues: dict[str, Issue] = {one.issue.id: one.issue for one in shown}
        self.titles = {issue.title for issue in self.issues.values()}
        self.texts = {
            str(row[0]) for row in tracker.ask(lambda r: r.rows("SELECT text FROM comments"))
        }
        self.edges = set(
            tracker.ask(lambda r: r.rows("SELECT issue_id, depends_on_id FROM dependencies"))
        )
        self.entries: list[Entry] = [entry for made in merges for entry in made.report.entries]
        self.left_to_people = {
            (issue, str(value))
            for issue, value in tracker.ask(
                lambda r: r.rows("SELECT issue_id, value FROM conflicts")
            )
        }

    def has(self, edit: Edit) -> bool:
        """Tell whether an edit is in the tracker, or a report or a conflict names it."""
        issue = self.issues.get(edit.issue)
        match edit.kind:
            case "create" | "child":
                return edit.value in self.titles or self._is_named(edit, "title")
            case "comment":
                return edit.value in self.texts
            case "edge":
                return (edit.issue, edit.value) in self.edges
            case "delete":
                return issue is None or self._came_back(edit.issue)
        if issue is None:
            return False
        return _is_in(issue, edit) or self._is_named(edit, edit.kind)

    def _came_back(self, issue: str) -> bool:
        return any(
            entry.key[0] == issue and entry.action in (RESTORED, KEPT) for entry in self.entries
        )

    def _is_named(self, edit: Edit, field: str) -> bool:
        field = "status" if field == "close" else field
        wanted = str(int(edit.value) % 10**6) if field == "estimated_minutes" else edit.value
        if (edit.issue, wanted) in self.left_to_people:
            return True
        return any(
            decision.field in (field, "close_reason")
            and (field == "status" or wanted in map(str, (decision.ours, decision.theirs)))
            for entry in self.entries
            if entry.table == "issues" and entry.key[0] == edit.issue
            for decision in entry.fields
        )


def _is_in(issue: Issue, edit: Edit) -> bool:
    match edit.kind:
        case "close":
            return issue.status == "closed"
        case "note":
            return edit.value in (issue.notes or "").split("\n")
        case "metadata":
            return (issue.metadata or {}).get(f"k{edit.value}") == edit.value
        case "label":
            return f"l{edit.value}" in issue.labels
        case "estimated_minutes":
            return issue.estimated_minutes == int(edit.value) % 10**6
    return str(getattr(issue, edit.kind)) == edit.value
