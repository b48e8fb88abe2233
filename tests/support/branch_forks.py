"""Branches of the shared database that a test forks from its own branch, and deletes at the end."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from beadwork.actions.merging import verify
from beadwork.actions.merging.merge import Merge
from beadwork.actions.merging.verify import Verified
from beadwork.dolt.versions import merging
from beadwork.model.merging.three_way import NEWEST
from beadwork.tracker import InternalTracker
from harness import Place


@contextmanager
def forks(
    place: Place, tracker: InternalTracker, number: int = 1
) -> Iterator[list[InternalTracker]]:
    """Yield trackers on `number` new branches, forked from the branch of `tracker`."""
    names = [f"fork-{os.urandom(6).hex()}" for _ in range(number)]
    for name in names:
        tracker.ask(lambda session, name=name: session.rows("CALL DOLT_BRANCH(%s)", name))  # type: ignore[misc]
    opened = [
        place._replace(branch=name).tracker(actor=f"worker-{n}") for n, name in enumerate(names)
    ]
    try:
        yield opened
    finally:
        for fork in opened:
            fork.close()
        for name in names:
            tracker.ask(
                lambda session, name=name: session.rows(
                    "CALL DOLT_BRANCH('-D', '--force', %s)", name
                )
            )  # type: ignore[misc]


def merge(into: InternalTracker, other: InternalTracker, strategy: str = NEWEST) -> Merge:
    """Merge the branch of one tracker into that of another, and verify the merge."""
    done = into.merge(branch_of(other), strategy)
    missing = verified(into, other).missing
    assert not missing, missing
    return done


def verified(into: InternalTracker, other: InternalTracker) -> Verified:
    """Compare the last merge of a branch with what it changed."""
    branch = branch_of(other)
    ((_, tip),) = into.ask(lambda reader: reader.read(merging.newest_commits(branch)))[0].rows
    return into.ask(lambda reader: verify.look(reader, branch, tip, into.now))


def branch_of(tracker: InternalTracker) -> str:
    """Return the branch that a tracker is on."""
    branch = tracker.link.session.branch
    assert branch
    return branch
