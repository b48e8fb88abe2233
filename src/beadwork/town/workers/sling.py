"""Give issues to a new worker: record, claim, worktree, branch, session, in this order.

Each step is written into the record before it is made. A step that fails takes all before it back,
and so does Ctrl-C. What a killed process left is taken back, or completed, by the next `gt sling`
in the rig, by `gt polecat nuke`, or by `gt doctor --fix` (unfinished.py).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import NamedTuple

from beadwork.actions.workers import base, hook, leases
from beadwork.dolt.connection.server_errors import ServerError
from beadwork.dolt.versions import branches
from beadwork.errors import BeadworkError, Exists, Invalid, LockTimeout, LostRace, NoIssue
from beadwork.model.hints import command
from beadwork.model.times.timestamps import format_timestamp
from beadwork.model.workers import names
from beadwork.model.workers.state import State
from beadwork.store.issues import issues
from beadwork.town.layout import Town
from beadwork.town.overview import POLECAT
from beadwork.town.remotes import places
from beadwork.town.rigs import registry
from beadwork.town.workers import record, session, unfinished, worker_lock, worktree
from beadwork.town.workers.record import Worker
from beadwork.town.workers.steps import Step
from beadwork.tracker import InternalTracker

Say = Callable[[str], None]


class Wishes(NamedTuple):
    """What is wanted of a new worker."""

    name: str
    """Empty for a name of the pool."""
    agent: tuple[str, ...]
    """The words of the agent's command; none for the person's shell."""
    has_session: bool


def sling(town: Town, parts: Sequence[str], rig: str, wishes: Wishes, say: Say) -> Worker:
    """Make a worker for issues of a rig. Of several that want one issue or one name at once, one
    gets it.

    Raises:
        NotFound, Ambiguous: there is no such rig, or a part names no issue of it, or several.
        Invalid: an issue is of another rig, the name is not valid, or the clone has no commit.
        AlreadyClaimed: somebody else has an issue, or it is not open.
        LostRace: there is a worker of that name.
        Exists: the worktree, a branch or the session is there already.
        BeadworkError: git, tmux or the server failed. Nothing is left of the worker; where even
            that failed, its record is.
    """
    registry.get(town, rig)
    if wishes.has_session:
        session.refuse_without_tmux(list(parts), rig)
    git_base = worktree.head(town, rig)
    unfinished.settle_all(town, rig, say)
    with places.tracker(town, rig) as tracker, ExitStack() as lock:
        ids = _ids(town, tracker, parts, rig)
        worker = _begun(town, tracker, ids, rig, wishes, git_base, lock)
        try:
            return _made(town, worker)
        except BaseException:
            _take_back(town, worker, say)
            raise


def _ids(town: Town, tracker: InternalTracker, parts: Sequence[str], rig: str) -> tuple[str, ...]:
    """Return the ids of issues of a rig, each once."""
    try:
        found = tracker.ask(lambda reader: issues.get_all(reader, parts))
    except NoIssue as error:
        _refuse_other_rig(town, error.part, rig)
        raise
    return tuple(dict.fromkeys(issue.id for issue in found))


def _refuse_other_rig(town: Town, part: str, rig: str) -> None:
    for other in registry.all_of(town):
        if other.name != rig and part.startswith(f"{other.prefix}-"):
            raise Invalid(
                f"{part} is an issue of {other.name}, and not of {rig}",
                hint=command("gt", "sling", part, other.name),
            )


def _begun(
    town: Town,
    tracker: InternalTracker,
    ids: tuple[str, ...],
    rig: str,
    wishes: Wishes,
    git_base: str,
    lock: ExitStack,
) -> Worker:
    """Write the record of a new worker, and hold its lock until `lock` is closed."""
    known = set(tracker.ask(branches.names))
    taken = {worker.name for worker in record.all_of(town).workers}
    while True:
        name = wishes.name or names.first_free(taken)
        worker = _planned(town, known, ids, rig, name, wishes, git_base)
        try:
            with ExitStack() as held:
                held.enter_context(worker_lock.held(town, rig, name, "gt sling", 0))
                record.create(town, worker)
                lock.enter_context(held.pop_all())
            return worker
        except (LostRace, LockTimeout):  # somebody else was quicker with this name
            if wishes.name:
                raise
            taken.add(name)


def _planned(
    town: Town,
    known: set[str],
    ids: tuple[str, ...],
    rig: str,
    name: str,
    wishes: Wishes,
    git_base: str,
) -> Worker:
    beginning = f"{POLECAT}{name}-"
    known = known | worktree.branches(town, rig, beginning)
    now = int(time.time())
    while f"{beginning}{now}" in known:  # of a worker of that name that was there this second
        now += 1
    branch = f"{beginning}{now}"
    return Worker(
        name=name,
        rig=rig,
        beads=ids,
        branch=branch,
        worktree=worktree.place(town, rig, name),
        git_branch=branch,
        session=f"{rig}/{name}" if wishes.has_session else "",
        agent=wishes.agent,
        actor=f"{rig}/polecats/{name}",
        created_at=format_timestamp(datetime.now(UTC).replace(microsecond=0, tzinfo=None)),
        state=State.SLINGING,
        git_base=git_base,
    )


def _made(town: Town, worker: Worker) -> Worker:
    """Make the steps, and return the worker as its record is then."""
    registry.get(town, worker.rig)  # a rig is taken away only where no worker has a record
    with places.tracker(town, worker.rig, actor=worker.actor) as tracker:
        worker = _begin(town, worker, Step.CLAIM)
        of_worker = leases.of_town(str(town.root))
        of_worker.remove(worker.actor)  # that of an earlier worker of this name
        of_worker.begin(worker.actor, worker.beads)
        tracker.change(lambda tx: hook.hook(tx, worker.beads, tracker.profile), always_commit=True)
        worker = record.write(town, worker._replace(base=tracker.administer(base.settle)))
        worktree.refuse_taken(town, worker)
        worker = _begin(town, worker, Step.WORKTREE)
        worktree.make(town, worker)
        worker = _make_branch(town, tracker, worker)
    if worker.session:
        session.refuse_taken(town, worker)
        worker = _begin(town, worker, Step.SESSION)
        session.start(town, worker)
    return record.write(town, worker._replace(state=State.WORKING))


def _make_branch(town: Town, tracker: InternalTracker, worker: Worker) -> Worker:
    begun = _begin(town, worker, Step.BRANCH)
    try:
        tracker.create_branch(begun.branch, begun.base)
    except Exists:  # somebody else made it: it is not ours to delete
        record.write(town, worker)
        raise
    return begun


def _begin(town: Town, worker: Worker, step: Step) -> Worker:
    return record.write(town, worker._replace(steps=(*worker.steps, step)))


def _take_back(town: Town, worker: Worker, say: Say) -> None:
    """Take back what was made. Where that fails, too, the record stays, and it is said."""
    try:
        found = record.read(town, worker.rig, worker.name)
        if found is not None:
            unfinished.take_back(town, found)
    except (BeadworkError, ServerError, OSError) as error:
        say(
            f"{worker.address} could not be taken back: {error} "
            f"({command('gt', 'sling', *worker.beads, worker.rig)} tries again)"
        )
