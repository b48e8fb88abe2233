"""Finish a worker: its work goes into `main` and to the remote, and the worker is taken away.

    its code is saved -> merged -> verified -> its issues closed -> pushed -> (state `finishing`)
        -> session ended -> Dolt branch -> worktree and git branch -> record removed

Invariants:

- Nothing is taken away before the merge is verified and `main` is pushed.
- Every step looks for what is left to do, so the command can be killed anywhere and run again.
- The record is removed last: whatever a killed command left has a record that names it.

The session ends before the branches go, so that nobody writes any more. Where the command itself
runs in that session, the session ends last (take_away.py).
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from beadwork.actions.merging.verify import Verified
from beadwork.errors import NotFound, StepFailed, UnfinishedWork
from beadwork.model.hints import command
from beadwork.model.workers.state import State
from beadwork.town import configuration
from beadwork.town.layout import Town
from beadwork.town.remotes import configured, exchange, places
from beadwork.town.workers import code, merge, record, take_away, worker_lock
from beadwork.town.workers.failed_step import step
from beadwork.town.workers.merge import again
from beadwork.town.workers.record import Worker

if TYPE_CHECKING:
    from beadwork.tracker import InternalTracker


class Wishes(NamedTuple):
    """How a worker is finished."""

    reason: str = ""
    """The reason with which its issues are closed."""
    push: bool = True
    keep: bool = False
    """Whether branch, worktree and session stay, and the issues stay in work."""
    git_remote: str = ""
    """The remote that has to have the commits, as in `code.unsaved`."""


class Done(NamedTuple):
    """A worker that was finished."""

    worker: Worker
    verified: Verified | None
    """None where the branch was gone: an earlier try merged it."""
    closed: list[str]
    pushed: str
    """The URL that `main` was pushed to, "" where it was not pushed."""
    git_commit: str = ""
    """The commit of a git branch that stays, since only it has the commit."""


def done(town: Town, worker: Worker, wishes: Wishes) -> Done:
    """Finish a worker, or go on with it.

    Raises:
        NotFound: the worker is gone meanwhile.
        UnfinishedWork: something is not saved, cannot be merged, or is left to a person.
        StepFailed: a step failed.
        LockTimeout: another command works on the worker for too long.
    """
    with worker_lock.held(town, worker.rig, worker.name, f"gt done {worker.address}"):
        present = current(town, worker)
        wishes = _as_told(present, wishes)
        told = present._replace(reason=wishes.reason, push="" if wishes.push else "no")
        present = record.write(town, told)
        refuse_unsaved(town, present, wishes.git_remote)
        present = record.write(town, present._replace(git_remote=wishes.git_remote))
        with places.tracker(town, present.rig, actor=present.actor) as tracker:
            found, closed = bring_in(tracker, present, wishes)
            pushed = push_main(town, present) if wishes.push else ""
            if wishes.keep:
                return Done(go_on(town, present, found), found, closed, pushed)
            present = record.write(town, present._replace(state=State.FINISHING))
            git_commit = clear(town, tracker, present, wishes.git_remote)
    return Done(present, found, closed, pushed, git_commit)


def _as_told(worker: Worker, wishes: Wishes) -> Wishes:
    """Return the wishes, and where they leave something out, what an earlier try was told."""
    return wishes._replace(
        reason=wishes.reason or worker.reason,
        push=wishes.push and worker.push != "no",
        git_remote=wishes.git_remote or worker.git_remote,
    )


def current(town: Town, worker: Worker) -> Worker:
    """Return the record as it is now. The caller holds the worker's lock.

    Raises:
        NotFound: there is no such worker any more.
        UnfinishedWork: it is being made, or being nuked.
    """
    present = record.read(town, worker.rig, worker.name)
    if present is None or present.created_at != worker.created_at:
        raise NotFound(f"{worker.address} is done or nuked already", hint="gt polecat list")
    if present.state == State.SLINGING:
        raise UnfinishedWork(
            f"{worker.address} is not made: gt sling was interrupted",
            hint=command("gt", "polecat", "show", worker.address),
        )
    if present.state == State.NUKING:
        raise UnfinishedWork(
            f"{worker.address} is being nuked, or that was interrupted",
            hint=command("gt", "polecat", "nuke", worker.address),
        )
    return present


def refuse_unsaved(town: Town, worker: Worker, git_remote: str) -> None:
    """Refuse where only the worktree has something. A worktree that an earlier try has removed has
    nothing.

    Raises:
        UnfinishedWork, StepFailed: as `done`.
    """
    if not code.is_there(worker) and worker.state != State.FINISHING:
        raise UnfinishedWork(
            f"{worker.address} has no worktree any more: {worker.worktree} is gone",
            hint=command("gt", "polecat", "show", worker.address),
        )
    with step(worker, "done", again(worker)):
        code.refuse_unsaved(town, worker, git_remote)


def bring_in(
    tracker: InternalTracker, worker: Worker, wishes: Wishes
) -> tuple[Verified | None, list[str]]:
    """Merge and verify the branch, and close the issues; raises as `done`."""
    found = None
    with step(worker, "merged", again(worker)):
        try:
            found = merge.merge(tracker, worker)
        except NotFound:
            if worker.state != State.FINISHING:
                raise
    with step(worker, "closed", again(worker)):
        return found, [] if wishes.keep else merge.close(tracker, worker, wishes.reason)


def push_main(town: Town, worker: Worker) -> str:
    """Push `main` of the worker's rig, and return the URL, "" where the rig has no remote.

    Raises:
        StepFailed: the push failed.
    """
    with step(worker, "pushed", again(worker)):
        wanted = configured.by_hand(town, configuration.read(town).remotes, worker.rig, push=True)
        pushed = exchange.exchange(town, wanted, merge=True, actor=worker.actor)
    if not pushed.has_remote:
        return ""
    if pushed.trouble:
        raise StepFailed(
            f"{worker.rig} is not pushed to {pushed.url}: {pushed.trouble}. "
            f"{worker.address} is merged, and keeps all that it has",
            hint=again(worker),
        )
    return pushed.url


def go_on(town: Town, worker: Worker, found: Verified | None) -> Worker:
    """Write that a worker goes on from what is merged now, and return it."""
    base = found.heads.theirs if found else worker.base
    return record.write(
        town,
        worker._replace(
            state=State.WORKING, base=base, git_base=code.head(worker), trouble="", push=""
        ),
    )


def clear(town: Town, tracker: InternalTracker, worker: Worker, git_remote: str) -> str:
    """Take a worker away whose work is merged, and return the commit of a git branch that stays.

    Raises:
        UnfinishedWork: somebody has written to the branch or the worktree meanwhile.
        StepFailed: a step failed.
    """
    inside = take_away.is_inside(town, worker)
    with step(worker, "taken away", again(worker)):
        if not inside:
            take_away.end_session(town, worker)
        code.refuse_unsaved(town, worker, git_remote)
        with suppress(NotFound):  # an earlier try deleted it
            tracker.delete_branch(worker.branch)
        git_commit = code.remove(town, worker)
        if inside:
            take_away.end_session_later(town, worker)
        else:
            record.remove(town, worker)
    return git_commit
