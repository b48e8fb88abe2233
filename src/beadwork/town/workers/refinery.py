"""The refinery: merge the workers that wait, the first one first, in one session for each rig.

A worker that cannot be merged stays as it is, with the reason in its record; the mayor gets one
mail about it, and the others go on. `main` is pushed once for a rig, before any of its workers is
taken away.
"""

from __future__ import annotations

from contextlib import ExitStack
from itertools import groupby
from typing import NamedTuple

from beadwork.dolt.writing.author import Author
from beadwork.errors import BeadworkError, LockTimeout, NotFound, UnfinishedWork
from beadwork.model.mail import DAEMON, MAYOR
from beadwork.model.workers.state import State
from beadwork.town.layout import Town
from beadwork.town.mail import hq, messages
from beadwork.town.remotes import places
from beadwork.town.workers import done, queue, record, worker_lock
from beadwork.town.workers.done import Done, Wishes
from beadwork.town.workers.record import Worker
from beadwork.tracker import InternalTracker


class Outcome(NamedTuple):
    """What became of a worker that waited."""

    worker: Worker
    done: Done | None
    """None where it still waits."""
    trouble: str = ""


def run(town: Town, rig: str = "", *, push: bool = True) -> list[Outcome]:
    """Merge the workers of a rig, or of all rigs, that wait. One that another command works on is
    left out.

    Raises:
        BeadworkError: a rig cannot be opened, or `hq` takes no mail.
    """
    waiting = sorted(queue.waiting(town, rig), key=lambda worker: worker.rig)
    found: list[Outcome] = []
    for _, workers in groupby(waiting, key=lambda worker: worker.rig):
        found += _run_rig(town, list(workers), push=push)
    _tell(town, found)
    return found


def _run_rig(town: Town, workers: list[Worker], *, push: bool) -> list[Outcome]:
    with ExitStack() as locks:
        held = [present for worker in workers if (present := _held(town, worker, locks))]
        if not held:
            return []
        with places.tracker(town, held[0].rig) as tracker:
            merged = [_merged(town, tracker, worker) for worker in held]
            ready = [outcome for outcome in merged if outcome.done]
            url, trouble = _pushed(town, ready[0].worker) if push and ready else ("", "")
            if trouble:
                return [
                    outcome._replace(done=None, trouble=outcome.trouble or trouble)
                    for outcome in merged
                ]
            return [_cleared(town, tracker, outcome, url) for outcome in merged]


def _held(town: Town, worker: Worker, locks: ExitStack) -> Worker | None:
    """Take the lock of a worker, and return its record as it is then; None where it is not to be
    merged now.
    """
    try:
        locks.enter_context(worker_lock.held(town, worker.rig, worker.name, "gt refinery", 0))
        present = done.current(town, worker)
    except (LockTimeout, NotFound, UnfinishedWork):
        return None
    return present if queue.is_waiting(present) else None


def _merged(town: Town, tracker: InternalTracker, worker: Worker) -> Outcome:
    wishes = Wishes(worker.reason, git_remote=worker.git_remote)
    try:
        done.refuse_unsaved(town, worker, worker.git_remote)
        found, closed = done.bring_in(_by(tracker, worker), worker, wishes)
    except BeadworkError as error:
        return Outcome(worker, None, _sentence(error))
    return Outcome(worker, Done(worker, found, closed, ""))


def _by(tracker: InternalTracker, worker: Worker) -> InternalTracker:
    """Return a tracker on the same connection whose writes are the worker's."""
    author = Author(worker.actor, tracker.author.email)
    return InternalTracker(tracker.link, lambda: author, local=dict(tracker.local_settings))


def _pushed(town: Town, worker: Worker) -> tuple[str, str]:
    """Push `main`, and return the URL, and what went wrong."""
    try:
        return done.push_main(town, worker), ""
    except BeadworkError as error:
        return "", _sentence(error)


def _cleared(town: Town, tracker: InternalTracker, outcome: Outcome, url: str) -> Outcome:
    """Take a worker away that is merged."""
    if outcome.done is None:
        return outcome
    worker = record.write(town, outcome.worker._replace(state=State.FINISHING))
    try:
        commit = done.clear(town, tracker, worker, worker.git_remote)
    except BeadworkError as error:
        return Outcome(worker, None, _sentence(error))
    return Outcome(worker, outcome.done._replace(pushed=url, git_commit=commit))


def _sentence(error: BeadworkError) -> str:
    return f"{error.message}. Next: {error.hint}" if error.hint else error.message


def _tell(town: Town, outcomes: list[Outcome]) -> None:
    """Mail the mayor about each worker that waits for another reason than at the last try."""
    for outcome in outcomes:
        worker, trouble = outcome.worker, outcome.trouble
        if trouble and trouble != worker.trouble:
            with hq.tracker(town, actor=DAEMON.rstrip("/")) as tracker:
                subject = f"{worker.address} cannot be merged"
                messages.send(tracker, DAEMON, [MAYOR], subject, trouble)
            _write_trouble(town, worker, trouble)


def _write_trouble(town: Town, worker: Worker, trouble: str) -> None:
    with worker_lock.held(town, worker.rig, worker.name, "gt refinery"):
        present = record.read(town, worker.rig, worker.name)
        if present is not None and present.created_at == worker.created_at:
            record.write(town, present._replace(trouble=trouble))
