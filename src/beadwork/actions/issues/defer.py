"""Defer issues: to a date, or until `undefer`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from beadwork.actions.issues import claim_guard
from beadwork.dolt.writing.transaction import Transaction
from beadwork.errors import Invalid
from beadwork.model.hints import command
from beadwork.model.issues.issue import Issue
from beadwork.model.times.timestamps import format_timestamp, local_time
from beadwork.store.identity_check import UNCONFIGURED, TrackerProfile
from beadwork.store.issues import issues


def defer(
    tx: Transaction,
    parts: Sequence[str],
    until: datetime | None = None,
    *,
    profile: TrackerProfile = UNCONFIGURED,
    force: bool = False,
) -> list[Issue]:
    """Set issues to deferred and return them. Without `until` they stay so until `undefer`.

    Raises:
        NotFound, Ambiguous: a part names no issue, or several.
        Invalid: an issue is over, or the date has passed.
        AlreadyClaimed: somebody else has an issue, `claim.guard` refuses, and `force` is not given.
    """
    if until is not None and until <= tx.now:
        raise Invalid(
            f"{local_time(until)} has passed",
            hint="--until +2d, or none to wait for `bd undefer`",
        )
    found = issues.get_all(tx, parts)
    claim_guard.check(tx, found, profile, force=force)
    deferred = []
    for issue in found:
        if issue.status in profile.vocabulary.over:
            raise Invalid(f"{issue.id} is {issue.status}", hint=command("bd", "show", issue.id))
        after = issues.save(
            tx, issue, issue._replace(status="deferred", defer_until=until, updated_at=tx.now)
        )
        if after is not issue:
            tx.say(f"bd: defer {issue.id}" + (f" until {format_timestamp(until)}" if until else ""))
        deferred.append(after)
    return deferred
