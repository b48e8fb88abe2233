"""Change fields of issues: of all named issues, or of none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from beadwork.actions.issues import claim as claiming
from beadwork.actions.issues import claim_guard
from beadwork.actions.issues import parent as parents
from beadwork.actions.issues.claim_guard import Taken
from beadwork.dolt.connection.session import Statement
from beadwork.dolt.writing.transaction import Transaction
from beadwork.errors import DependencyRefused
from beadwork.model.issues import field_table
from beadwork.model.issues import issue as values
from beadwork.model.issues.issue import Issue
from beadwork.store import conflicts
from beadwork.store.identity_check import TrackerProfile
from beadwork.store.issues import issues

if TYPE_CHECKING:
    from beadwork.store.search.filters import Filter


class Changes(NamedTuple):
    """The changes of an update; made by `changes`."""

    fields: Mapping[str, Any]
    """The new values of settable fields, by column. The value that stands for unset clears a field.
    """
    claim: bool = False
    append_notes: str | None = None
    set_labels: tuple[str, ...] | None = None
    add_labels: tuple[str, ...] = ()
    remove_labels: tuple[str, ...] = ()
    set_metadata: tuple[tuple[str, Any], ...] = ()
    unset_metadata: tuple[str, ...] = ()
    reason: str | None = None
    """The reason of the closing, where the status becomes closed."""
    force: bool = False


class Updated(NamedTuple):
    """A changed issue; whether a claim found that it was the writer's already; and from whom a
    claim took it, where the lease of another worker had ended.
    """

    issue: Issue
    was_mine: bool
    taken: Taken | None = None


def changes(**wanted: Any) -> Changes:
    """Return changes of settable fields by column, and the other parts of `Changes` by name.

    None leaves a field as it is, and an empty text clears it.

    Raises:
        TypeError: there is no such field, or the field cannot be set.
    """
    given = {name: value for name, value in wanted.items() if value is not None}
    parts = {name: given.pop(name) for name in Changes._fields[1:] if name in given}
    field_table.refuse_unknown("update", given)
    return Changes(given, **parts)


def check(changes: Changes) -> Changes:
    """Check everything that needs no database, and return the checked changes.

    Raises:
        Invalid, Usage: a value is refused.
    """
    values.metadata(dict(changes.set_metadata))
    return changes._replace(
        fields={
            column: values.checked(field_table.BY_COLUMN[column], value)
            for column, value in changes.fields.items()
        },
        append_notes=values.text("append notes", changes.append_notes),
        set_labels=None if changes.set_labels is None else values.labels(changes.set_labels),
        add_labels=values.labels(changes.add_labels),
        remove_labels=values.labels_there(changes.remove_labels),
    )


def questions(parts: Sequence[str]) -> tuple[Statement, ...]:
    """Return the questions whose answers `update` finds in `tx.answers`."""
    return (issues.by_ids(parts),)


def update(
    tx: Transaction, parts: Sequence[str], changes: Changes, profile: TrackerProfile
) -> list[Issue]:
    """Apply the changes to each issue, and return the changed issues.

    Raises:
        NotFound, Ambiguous: a part, or the parent, names no issue, or several.
        AlreadyClaimed: the changes claim an issue that somebody else has, or `claim.guard` refuses
            them.
        Blocked: the changes close an issue that open work blocks.
        Cycle, DependencyRefused: the parent is refused.
    """
    return [updated.issue for updated in apply(tx, parts, changes, profile)]


def update_where(
    tx: Transaction, wanted: Filter, changes: Changes, profile: TrackerProfile, now: datetime
) -> list[Issue]:
    """Apply the changes to the issues that `list` has for the filter, and return them as they are
    then. They are selected in the transaction of the write.

    Raises:
        Usage, NotFound, Ambiguous: the filter is refused.
        BeadworkError: as `update`.
    """
    from beadwork.model.counted import counted
    from beadwork.store.search import lists

    selected = [issue.id for issue in lists.page(tx, wanted, profile.vocabulary, now).issues]
    if not selected:
        return []
    tx.say(f"bd: update {counted(len(selected), 'issue')}")
    tx.answers = tx.read(issues.by_ids(selected))
    return update(tx, selected, changes, profile)


def apply(
    tx: Transaction, parts: Sequence[str], changes: Changes, profile: TrackerProfile
) -> list[Updated]:
    """Do what `update` does, and tell of each issue whether it was the writer's already."""
    changes = check(changes)
    originals = issues.from_by_ids(tx, parts, tx.answers[0].rows)
    part = changes.fields.get("parent")
    parent = part and parents.find(tx, part, *_related(originals, part))
    asked = changes.fields.get("status")
    status = profile.vocabulary.status(asked) if asked else None
    if status == "closed":
        from beadwork.actions.issues.close import look_for_open_work

        look_for_open_work(tx, originals, profile.vocabulary.over, force=changes.force)
    if changes.fields:
        claim_guard.check(tx, originals, profile, force=changes.force)
    changed = []
    for original in originals:
        claimed = claiming.Claimed(original)
        if changes.claim:
            claimed = claiming.take(tx, original, profile)
        issue = claimed.issue
        if parent:
            _refuse_parent(tx, issue, parent)
        after = _fields(tx, issue, changes, profile, parent)
        if status is not None:
            after = _status(after, status, changes, profile, tx.now)
        after = issues.save(tx, issue, after)
        if after is not issue:
            tx.say(f"bd: update {issue.id}: {_what_changed(issue, after)}")
        _decide(tx, issue, after, changes)
        changed.append(Updated(after, changes.claim and issue is original, claimed.taken))
    return changed


def _related(updated: Sequence[Issue], other: str) -> tuple[str, ...]:
    """Return the words of the command that links the first of these issues to another issue, which
    may be in any tracker.
    """
    return ("dep", "add", updated[0].id, other, "--type", "related")


def _decide(tx: Transaction, before: Issue, after: Issue, changes: Changes) -> None:
    """Remove the conflicts of the fields that are set: setting a field decides its conflict."""
    for field in conflicts.FIELDS:
        if field not in changes.fields:
            continue
        if getattr(before, field) != getattr(after, field):
            conflicts.remove(tx, before.id, field)
        elif conflicts.settle(tx, before.id, field):
            tx.say(f"bd: update {before.id}: {field} stays")


def _fields(
    tx: Transaction, issue: Issue, changes: Changes, profile: TrackerProfile, parent: str | None
) -> Issue:
    wanted = {column: value for column, value in changes.fields.items() if column != "status"}
    wanted["updated_at"] = tx.now
    if "type" in wanted:
        wanted["type"] = profile.vocabulary.type(wanted["type"])
    if "parent" in wanted:
        wanted["parent"] = parent
    if changes.append_notes:
        notes = wanted.get("notes", issue.notes)
        wanted["notes"] = values.text(
            "notes", f"{notes}\n{changes.append_notes}" if notes else changes.append_notes
        )
    wanted["labels"] = _labels(issue, changes)
    wanted["metadata"] = _metadata(issue, changes)
    return issue._replace(**wanted)


def _labels(issue: Issue, changes: Changes) -> tuple[str, ...]:
    if changes.set_labels is None and not changes.add_labels and not changes.remove_labels:
        return issue.labels
    base = issue.labels if changes.set_labels is None else changes.set_labels
    removed = {values.label_of(label, base) for label in changes.remove_labels}
    return tuple(sorted((set(base) | set(changes.add_labels)) - removed))


def _metadata(issue: Issue, changes: Changes) -> dict[str, Any] | None:
    base: dict[str, Any] | None = changes.fields.get("metadata", issue.metadata)
    if not changes.set_metadata and not changes.unset_metadata:
        return base
    merged = dict(base or {})
    merged.update(changes.set_metadata)
    return values.metadata(
        {key: value for key, value in merged.items() if key not in changes.unset_metadata}
    )


def _status(
    issue: Issue, status: str, changes: Changes, profile: TrackerProfile, now: datetime
) -> Issue:
    if status == issue.status:
        return issue
    if status == "closed":
        return issue.close(changes.reason, now)
    started = issue.started_at or now if status == "in_progress" else issue.started_at
    opened = issue._replace(status=status, closed_at=None, close_reason=None, started_at=started)
    rested = issue.status in ("deferred", *profile.vocabulary.over)
    # An old date would defer the issue again, so it is cleared. A date of these changes is kept.
    return (
        opened._replace(defer_until=None)
        if rested and status == "open" and "defer_until" not in changes.fields
        else opened
    )


def _refuse_parent(tx: Transaction, issue: Issue, parent: str) -> None:
    if issue.parent == parent:
        return
    if issue.id == parent:
        raise DependencyRefused(
            f"{issue.id} cannot be its own parent", issue_id=issue.id, depends_on_id=issue.id
        )
    from beadwork.actions.dependencies import deadlocks

    deadlocks.refuse_parent(tx, issue.id, parent)


def _what_changed(before: Issue, after: Issue) -> str:
    fields = [
        field
        for field, old, new in zip(Issue._fields, before, after, strict=True)
        if old != new and field != "updated_at"
    ]
    if "status" in fields:
        fields[fields.index("status")] = f"status {before.status} -> {after.status}"
    return ", ".join(fields)
