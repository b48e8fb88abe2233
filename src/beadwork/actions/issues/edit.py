"""Change fields of an issue as a person read it, unless they were changed since then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from beadwork.actions.history import unchanged
from beadwork.actions.issues import update
from beadwork.model.hints import command
from beadwork.model.issues.field_table import BY_COLUMN
from beadwork.store.issues import issues

if TYPE_CHECKING:
    from beadwork.actions.issues.update import Changes
    from beadwork.dolt.connection.session import Statement
    from beadwork.dolt.writing.transaction import Transaction
    from beadwork.model.issues.issue import Issue
    from beadwork.store.identity_check import TrackerProfile


def questions(original: Issue) -> tuple[Statement, ...]:
    """Return the questions whose answers `edit` finds in `tx.answers`."""
    return update.questions((original.id,))


def edit(tx: Transaction, original: Issue, changes: Changes, profile: TrackerProfile) -> Issue:
    """Apply the changes to an issue that is as `original` in the fields that they set.

    Raises:
        Changed: somebody changed one of these fields since; `current` has the issue as it is now.
        NotFound, Invalid, Blocked, Cycle, DependencyRefused, AlreadyClaimed: as `update`.
    """
    present = issues.from_by_ids(tx, (original.id,), tx.answers[0].rows)[0]
    clashes = changed_since(original, present, changes)
    if clashes:
        names = ", ".join(BY_COLUMN[column].spoken for column in clashes)
        raise unchanged.changed(
            f"{original.id} was changed since it was read: {names}",
            (present,),
            hint=command("bd", "history", original.id, "-n", "1"),
        )
    return update.update(tx, (original.id,), changes, profile)[0]


def changed_since(original: Issue, present: Issue, changes: Changes) -> list[str]:
    """Return the columns that the changes set and that somebody set to another value since."""
    columns: list[str] = [*changes.fields]
    if changes.set_labels is not None:
        columns.append("labels")
    wanted: dict[str, Any] = {**changes.fields, "labels": changes.set_labels}
    return [
        column
        for column in columns
        if getattr(present, column) not in (getattr(original, column), wanted[column])
    ]
