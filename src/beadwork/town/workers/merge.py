"""Bring a worker's issues into `main`: merge its branch, verify the merge, close what it was slung
for. Each step looks at the tracker for what is left to do, so all can be made again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from beadwork.actions.merging import verify
from beadwork.actions.merging.verify import Verified
from beadwork.errors import UnfinishedWork
from beadwork.model.hints import command
from beadwork.model.issues.kinds import BLOCKED
from beadwork.store.issues import issues
from beadwork.town.workers.record import Worker

if TYPE_CHECKING:
    from beadwork.tracker import InternalTracker


def merge(tracker: InternalTracker, worker: Worker) -> Verified:
    """Merge the branch of a worker into that of the tracker, unless that is done, and verify it.

    Raises:
        NotFound: the branch is gone.
        MergeRefused: it cannot be merged.
        UnfinishedWork: the merge left something to a person.
        BeadworkError: the merge lacks something of the branch; the message names it.
    """
    tip = tracker.merge(worker.branch).heads.theirs
    found = tracker.ask(lambda reader: verify.look(reader, worker.branch, tip, tracker.now))
    found.refuse_missing()
    _refuse_undecided(tracker, worker)
    return found


def _refuse_undecided(tracker: InternalTracker, worker: Worker) -> None:
    for undecided in tracker.conflicts():
        if any(candidate.origin == worker.branch for candidate in undecided.candidates):
            raise UnfinishedWork(
                f"{undecided.issue.id} {undecided.field} is undecided: {worker.branch} is merged, "
                "and a person has to choose a value",
                hint=f"BD_BRANCH=main bd conflicts list; then {again(worker)}",
            )


def close(tracker: InternalTracker, worker: Worker, reason: str) -> list[str]:
    """Close the issues that a worker was slung for, and that it still has in work; return their
    ids.

    Raises:
        Blocked: open work stands in the way.
    """
    wanted = in_work(tracker, worker)
    return (
        [issue.id for issue in tracker.close_issues(*wanted, reason=reason or None)]
        if wanted
        else []
    )


def in_work(tracker: InternalTracker, worker: Worker) -> list[str]:
    """Return the ids of the issues that a worker was slung for and has in work. One that it has
    marked as blocked is not in work.
    """
    statuses = {*tracker.profile.vocabulary.of_category("wip")} - {BLOCKED}
    found = tracker.ask(lambda reader: issues.in_order(reader, list(worker.beads)))
    return [
        issue.id for issue in found if issue.assignee == worker.actor and issue.status in statuses
    ]


def again(worker: Worker) -> str:
    """Return the command that goes on with a worker's end."""
    return command("gt", "done", worker.address)
