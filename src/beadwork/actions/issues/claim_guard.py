"""Say, or refuse, that an issue is changed which somebody else has in progress: the setting
`claim.guard`.

Closing, setting fields and taking a claim away are guarded. Comments, notes, labels, metadata and
dependencies are not, since they are how people help with an issue. The row is read by the change
anyway, so the guard costs no statement.

A worker whose claim was taken over does not know it yet, and a warning would come too late: it is
refused, whether the setting is `warn` or `refuse`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from beadwork.dolt.writing.transaction import Transaction
from beadwork.errors import AlreadyClaimed
from beadwork.model.issues.issue import Issue
from beadwork.model.times.timestamps import ago, format_timestamp
from beadwork.store.identity_check import TrackerProfile


class Taken(NamedTuple):
    """A claim that was taken from its owner after the lease had ended."""

    owner: str
    ended_at: datetime
    branch: str = ""
    """The owner's branch of the database, where it has commits that `main` has not."""

    def words(self, now: datetime) -> str:
        """Return what a person is told."""
        told = f"taken from {self.owner}, whose lease ended {ago(self.ended_at, now)}"
        return f"{told}, and whose branch {self.branch} is not merged" if self.branch else told

    def as_json(self) -> dict[str, Any]:
        """Return the object of the claim, without a branch where there is none."""
        found = {
            "owner": self.owner,
            "lease_ended_at": format_timestamp(self.ended_at),
            "branch": self.branch,
        }
        return {key: value for key, value in found.items() if value}


def check(
    tx: Transaction, changed: Iterable[Issue], profile: TrackerProfile, *, force: bool = False
) -> None:
    """Warn of each issue that another worker has in progress.

    Raises:
        AlreadyClaimed: there is one, `force` is not given, and the setting is `refuse`, or the
            issue was taken from the writer, whose lease had ended.
    """
    if profile.claim_guard == "off":
        return
    for issue in changed:
        in_progress = profile.vocabulary.statuses.get(issue.status) == "wip"
        if not in_progress or issue.assignee in (None, tx.actor):
            continue
        who = {"issue_id": issue.id, "holder": issue.assignee}
        fact = f"{issue.id} is {issue.status} and assigned to {issue.assignee}"
        if not force and _has_lost(tx, issue.id):
            raise AlreadyClaimed(
                f"{fact}: it was taken from you",
                hint=f"ask {issue.assignee}, or add --force",
                **who,
            )
        if profile.claim_guard == "refuse" and not force:
            raise AlreadyClaimed(fact, hint=f"ask {issue.assignee}, or add --force", **who)
        tx.warnings.append(f"{fact}, and you are {tx.actor}")


def _has_lost(tx: Transaction, issue_id: str) -> bool:
    """Tell whether the writer had claimed the issue under a lease, and somebody took it since."""
    from beadwork.actions.workers import leases

    return leases.of(tx).has_lost(tx.actor, issue_id)
