"""Compare and set: a write is made only if its issues are as the writer saw them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from beadwork.dolt.versions import revisions
from beadwork.dolt.writing.transaction import Transaction
from beadwork.errors import Changed
from beadwork.model.hints import command
from beadwork.model.issues.issue import Issue
from beadwork.model.times.timestamps import format_timestamp
from beadwork.store.history import changed_since
from beadwork.store.issues import issues


def require(
    tx: Transaction,
    parts: Sequence[str],
    *,
    updated_at: datetime | None = None,
    commit: str | None = None,
) -> None:
    """Do nothing where the issues were updated at that time, and neither they nor their edges and
    comments have changed since the commit (any REF).

    Raises:
        Changed: an issue is another one now; `current` has it.
        NotFound, Ambiguous: a part names no issue, or several, or no commit is called so.
    """
    found = issues.get_all(tx, parts)
    if updated_at is not None:
        other = [issue for issue in found if issue.updated_at != updated_at]
        _refuse(other, format_timestamp(updated_at))
    if commit:
        since = revisions.resolve(tx, commit, tx.now).commit
        others = changed_since.ids(tx, since, [issue.id for issue in found])
        _refuse([issue for issue in found if issue.id in others], commit)


def _refuse(issues_now: Sequence[Issue], since: str) -> None:
    if not issues_now:
        return
    first = issues_now[0]
    more = f", and {len(issues_now) - 1} more have" if len(issues_now) > 1 else ""
    raise changed(
        f"{first.id} has changed since {since}{more}; it is {first.status} now, "
        f"updated at {format_timestamp(first.updated_at)}; nothing was written",
        issues_now,
        hint=command("bd", "show", *(issue.id for issue in issues_now)),
    )


def changed(message: str, issues_now: Sequence[Issue], *, hint: str) -> Changed:
    """Return the error that has issues as they are now."""
    current = [issue.to_dict() for issue in issues_now]
    return Changed(message, hint=hint, current=tuple(current), details={"current": current})
