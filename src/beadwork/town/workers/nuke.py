"""Take a worker away, whatever is left of it. What is nowhere else is kept first.

    (state `nuking`) -> session ended -> changes and commits kept -> Dolt branch -> worktree and git
        branch -> its issues released -> record removed

Invariants:

- Without `discard` nothing is taken away that is not in `main`, in git elsewhere, or committed.
- With `discard` a Dolt tag and a git ref keep what only the worker had.
- Every step looks for what is left to do, so the command can be killed anywhere and run again.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from beadwork.actions.merging import merge as merging
from beadwork.dolt.versions import branches
from beadwork.errors import NotFound, UnfinishedWork
from beadwork.model.hints import command
from beadwork.model.workers.state import State
from beadwork.store.search.filters import Filter
from beadwork.town.layout import Town
from beadwork.town.remotes import places
from beadwork.town.workers import code, merge, record, take_away, worker_lock
from beadwork.town.workers.failed_step import step
from beadwork.town.workers.record import Worker

if TYPE_CHECKING:
    from beadwork.tracker import InternalTracker


class Kept(NamedTuple):
    """What a worker had alone, and the command that brings it back."""

    what: str
    """`issues` or `code`."""
    commit: str
    name: str
    """The tag of Dolt, or the ref of git, that keeps the commit."""
    command: str


class Nuked(NamedTuple):
    """A worker that was taken away."""

    worker: Worker
    kept: list[Kept]
    released: list[str]
    """The issues that were given back."""


def nuke(town: Town, worker: Worker, *, discard: bool) -> Nuked | None:
    """Take a worker away, or go on with that; None where it is gone meanwhile.

    Raises:
        UnfinishedWork: only the worker has something, and `discard` is not given.
        StepFailed: a step failed.
        LockTimeout: another command works on the worker for too long.
    """
    again = command("gt", "polecat", "nuke", worker.address, *(["--discard"] if discard else []))
    with worker_lock.held(town, worker.rig, worker.name, again):
        present = record.read(town, worker.rig, worker.name)
        if present is None or present.created_at != worker.created_at:
            return None
        with places.tracker(town, present.rig, actor=present.actor) as tracker:
            if not discard:
                refuse_loss(town, tracker, present)
            present = record.write(town, present._replace(state=State.NUKING))
            with step(present, "taken away", again):
                return _take_away(town, tracker, present, discard=discard)


def refuse_loss(town: Town, tracker: InternalTracker, worker: Worker) -> None:
    """Refuse where only the worker has something.

    Raises:
        UnfinishedWork: the message names it.
        StepFailed: git or the server failed.
    """
    discard = command("gt", "polecat", "show", worker.address)
    with step(worker, "taken away", discard):
        found = code.only_here(town, worker)
        if found.changes or found.commits:
            what = "uncommitted changes" if found.changes else "commits that are nowhere else"
            raise UnfinishedWork(
                f"{worker.worktree} has {what}: {[*found.changes, *found.commits][0].strip()}",
                hint=command("git", "-C", worker.worktree, "status"),
            )
        if not _is_merged(tracker, worker):
            raise UnfinishedWork(
                f"the branch {worker.branch} has work that main does not have",
                hint=merge.again(worker),
            )


def _is_merged(tracker: InternalTracker, worker: Worker) -> bool:
    """Tell whether `main` has all of the worker's branch; also where the branch is gone."""
    try:
        found = tracker.ask(lambda reader: merging.look(reader, worker.branch))
    except NotFound:
        return True
    return found.heads.is_merged and not found.is_dirty


def _take_away(town: Town, tracker: InternalTracker, worker: Worker, *, discard: bool) -> Nuked:
    inside = take_away.is_inside(town, worker)
    if not inside:
        take_away.end_session(town, worker)
    if discard:
        code.keep(town, worker)
    else:
        refuse_loss(town, tracker, worker)  # the session was there until now
    with suppress(NotFound):  # an earlier try deleted it, or somebody did by hand
        tracker.delete_branch(worker.branch, discard=discard)
    code.remove(town, worker)
    released = release(tracker, worker)
    kept = [*_kept_issues(tracker, worker), *_kept_code(town, worker)]
    if inside:
        take_away.end_session_later(town, worker)
    else:
        record.remove(town, worker)
    return Nuked(worker, kept, released)


def release(tracker: InternalTracker, worker: Worker) -> list[str]:
    """Give back the issues that a worker has in work, open and without an assignee; return their
    ids.
    """
    statuses = tracker.profile.vocabulary.of_category("wip")
    found = tracker.list(Filter(statuses=statuses, assignee=worker.actor, everything=True))
    ids = [issue.id for issue in found.issues]
    if ids:
        tracker.update(*ids, status="open", assignee="")
    return ids


def _kept_issues(tracker: InternalTracker, worker: Worker) -> list[Kept]:
    tags = tracker.ask(lambda reader: branches.tags(reader, f"discarded/{worker.branch}-"))
    return [
        Kept("issues", commit, tag, command("bd", "branch", "create", worker.branch, commit))
        for tag, commit in tags
    ]


def _kept_code(town: Town, worker: Worker) -> list[Kept]:
    clone = str(town.clone(worker.rig))
    return [
        Kept(
            "code",
            commit,
            ref,
            command("git", "-C", clone, "branch", f"{worker.git_branch}-{commit[:8]}", commit),
        )
        for ref, commit in code.kept(town, worker)
    ]
