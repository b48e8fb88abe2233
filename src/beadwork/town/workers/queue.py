"""Workers that have said that they are done, and wait for the refinery, the first of them first."""

from __future__ import annotations

from datetime import UTC, datetime

from beadwork.model.times.timestamps import format_timestamp
from beadwork.model.workers.state import State
from beadwork.town.layout import Town
from beadwork.town.workers import done, record, worker_lock
from beadwork.town.workers.done import Wishes
from beadwork.town.workers.record import Worker


def add(town: Town, worker: Worker, wishes: Wishes) -> Worker:
    """Write that a worker is done, and return it. One that waits already keeps its place.

    Raises:
        NotFound: the worker is gone meanwhile.
        UnfinishedWork: only its worktree has something.
        StepFailed: git failed.
        LockTimeout: another command works on the worker for too long.
    """
    with worker_lock.held(town, worker.rig, worker.name, f"gt done {worker.address} --queue"):
        present = done.current(town, worker)
        done.refuse_unsaved(town, present, wishes.git_remote)
        if present.state == State.FINISHING:
            return present
        now = format_timestamp(datetime.now(UTC).replace(tzinfo=None))
        return record.write(
            town,
            present._replace(
                state=State.QUEUED,
                queued_at=present.queued_at or now,
                reason=wishes.reason or present.reason,
                git_remote=wishes.git_remote or present.git_remote,
                trouble="",
            ),
        )


def waiting(town: Town, rig: str = "") -> list[Worker]:
    """Return the workers of a rig, or of all, that wait for the refinery, the first one first."""
    found = [worker for worker in record.all_of(town, rig).workers if is_waiting(worker)]
    return sorted(found, key=lambda worker: (worker.queued_at, worker.address))


def is_waiting(worker: Worker) -> bool:
    """Tell whether a worker waits for the refinery, also in the middle of being taken away."""
    return worker.state == State.QUEUED or bool(
        worker.queued_at and worker.state == State.FINISHING
    )
