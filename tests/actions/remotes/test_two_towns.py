"""Two clones push to one remote at the same time, again and again: nothing is lost.

`make pushes` does it a hundred times; here it is done ten times.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from beadwork import errors
from clones import Clones, opened
from harness import Place

ROUNDS = int(os.environ.get("BEADWORK_PUSHES", "10"))
IDS = "SELECT id FROM issues"
HASHES = "SELECT DOLT_HASHOF_TABLE('issues')"


def test_two_clones_that_push_at_once_lose_nothing(clones: Clones) -> None:
    together = threading.Barrier(2)

    def work(place: Place, name: str) -> list[str]:
        """Create an issue and change a shared one, and push, in each round."""
        made = []
        with opened(place) as tracker:
            for number in range(ROUNDS):
                made.append(tracker.create(f"{name} {number}").id)
                tracker.update(f"{clones.prefix}-1", title=f"{name} {number}")
                together.wait(120)
                _until_taken(tracker.push)
        return made

    def guarded(place: Place, name: str) -> list[str]:
        try:
            return work(place, name)
        except BaseException:
            together.abort()  # the other one would wait
            raise

    with ThreadPoolExecutor(2) as pool:
        ours = pool.submit(guarded, clones.ours, "ours")
        theirs = pool.submit(guarded, clones.theirs, "theirs")
        failures = [done.exception() for done in (ours, theirs)]
        assert failures == [None, None], failures[1]
        made = {*ours.result(), *theirs.result()}
    assert len(made) == 2 * ROUNDS
    found = []
    for place in (clones.ours, clones.theirs, clones.ours):
        with opened(place) as tracker:
            _until_taken(tracker.sync)
            ids = {str(row[0]) for row in tracker.ask(lambda reader: reader.rows(IDS))}
            assert made <= ids
            found.append(tracker.ask(lambda reader: reader.rows(HASHES)))
    assert found[1] == found[2], "both sides have the same data"


def _until_taken(push: Callable[[], object]) -> None:
    """Push as a heartbeat does: what lost the race three times is pushed with the next one."""
    for _ in range(100):
        try:
            push()
        except errors.RemoteMoved:
            continue
        return
    raise AssertionError("the remote moved a hundred times")
