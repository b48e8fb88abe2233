"""Defer issues: to a date, or until `undefer`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from beadwork.dolt.writing.transaction import Transaction
from beadwork.errors import Invalid
from beadwork.model.dependencies.readiness import OVER
from beadwork.model.hints import command
from beadwork.model.issues.issue import Issue
from beadwork.model.times.timestamps import format_timestamp, local_time
from beadwork.store.issues import issues


def defer(
    tx: Transaction,
    parts: Sequence[str],
    until: datetime | None = None,
    *,
    over: Collection[str] = OVER,
) -> list[Issue]:
    """Set issues to deferred and return them. Without `until` they stay so until `undefer`.

    `over` are the statuses of work that is over. Such work cannot be deferred.

    Raises:
        NotFound, Ambiguous: a part names no issue, or several.
        Invalid: an issue is over, or the date has passed.
    """
    if until is not None and until <= tx.now:
        raise Invalid(
            f"{local_time(until)} has passed",
            hint="--until +2d, or none to wait for `bd undefer`",
        )
    deferred = []
    for issue in issues.get_all(tx, parts):
        if issue.status in over:
            raise Invalid(f"{issue.id} is {issue.status}", hint=command("bd", "show", issue.id))
        after = issues.save(
            tx, issue, issue._replace(status="deferred", defer_until=until, updated_at=tx.now)
        )
        if after is not issue:
            tx.say(f"bd: defer {issue.id}" + (f" until {format_timestamp(until)}" if until else ""))
        deferred.append(after)
    return deferred
