"""Workers that `gt sling` did not finish: taken back, or completed.

A worker whose session runs, or who has done something, is complete but for the word in its record:
it is kept. Of any other nobody knows yet: it is taken back.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from beadwork.actions.workers import hook
from beadwork.dolt.connection.session import Session
from beadwork.dolt.versions import branches
from beadwork.errors import BranchRefused, LockTimeout, NotFound
from beadwork.files.atomic import clear_drafts
from beadwork.model.hints import command
from beadwork.model.workers.state import State
from beadwork.town.daemon import tmux
from beadwork.town.layout import Town
from beadwork.town.remotes import places
from beadwork.town.workers import record, worker_lock, worktree
from beadwork.town.workers.record import Worker
from beadwork.town.workers.steps import Step

Say = Callable[[str], None]


def settle_all(town: Town, rig: str, say: Say) -> None:
    """Take back or complete each worker of a rig that a killed `gt sling` left.

    Raises:
        BeadworkError: one cannot be taken back; its record stays.
    """
    for worker in record.all_of(town, rig).workers:
        if record.is_begun(worker):
            with suppress(LockTimeout):  # its gt sling runs
                settle(town, worker, say)
    for name in record.names_of_hidden(town, rig):
        with suppress(LockTimeout), worker_lock.held(town, rig, name, "gt sling, clearing", 0):
            clear_drafts(record.path(town, rig, name))


def settle(town: Town, worker: Worker, say: Say) -> None:
    """Take back or complete one worker that a killed `gt sling` left.

    Raises:
        LockTimeout: its `gt sling` runs.
        BeadworkError: it cannot be taken back; its record stays.
    """
    with worker_lock.held(town, worker.rig, worker.name, "gt sling, taking back", 0):
        found = record.read(town, worker.rig, worker.name)
        if found is None or not record.is_begun(found):
            return
        try:
            is_kept = Step.SESSION in found.steps and _has_begun(town, found)
            if not is_kept:
                take_back(town, found)
        except BranchRefused:  # its branch has commits, or is in use
            is_kept = True
        if is_kept:
            record.write(town, found._replace(state=State.WORKING))
        what = "all of it was made: it is kept" if is_kept else "it is taken back"
        say(f"{found.address} was interrupted while it was made; {what}")


def _has_begun(town: Town, worker: Worker) -> bool:
    """Tell whether a worker's session runs, or has left something in the worktree."""
    return tmux.exists(town, worker.session) or worktree.is_touched(worker)


def take_back(town: Town, worker: Worker) -> None:
    """Undo each step that was begun, the last first, and remove the record. The caller holds the
    worker's lock.

    Raises:
        BeadworkError: a step cannot be undone; the record stays.
    """
    if Step.SESSION in worker.steps:
        tmux.end(town, worker.session)
    if Step.BRANCH in worker.steps:
        _delete_branch(town, worker)
    if Step.WORKTREE in worker.steps:
        worktree.remove_new(town, worker)
    if Step.CLAIM in worker.steps:
        with places.tracker(town, worker.rig, actor=worker.actor) as tracker:
            tracker.change(lambda tx: hook.unhook(tx, worker.beads))
    record.remove(town, worker)


def _delete_branch(town: Town, worker: Worker) -> None:
    """Delete the Dolt branch. Before there was a session nobody has written to it, so that a killed
    process' connection to it does not matter.

    Raises:
        BranchRefused: the branch has commits of its own, or a session may be at work on it.
    """
    with places.tracker(town, worker.rig, actor=worker.actor) as tracker, suppress(NotFound):
        if Step.SESSION in worker.steps:
            tracker.delete_branch(worker.branch)
        else:
            tracker.administer(lambda writer: _delete_new(writer.session, worker))


def _delete_new(session: Session, worker: Worker) -> None:
    commits = {branch.name: branch.commit for branch in branches.read_all(session)}
    commit = commits.get(worker.branch)
    if commit not in (None, worker.base):
        raise BranchRefused(
            f'the branch "{worker.branch}" has commits of its own',
            hint=command("bd", "branch", "show", worker.branch),
        )
    if commit is not None:
        branches.delete(session, worker.branch)
