"""Workers on a branch each, at once, with random edits of everything, many of them of the same
issues, merged in any order: no acknowledged edit is lost, and nothing is left behind.

`make workers` does it with 50 workers on 200 issues; here it is done with 8 on 40.
"""

from __future__ import annotations

import os
import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from acknowledged_edits import Edit, Found, work
from beadwork.tracker import InternalTracker
from harness import Place

WORKERS = int(os.environ.get("BEADWORK_WORKERS", "8"))
ISSUES = max(40, 4 * WORKERS)
SHARED = ISSUES // 5
"""Issues that any worker may edit. Each of the others is one worker's."""
EDITS = 10


def test_no_acknowledged_edit_is_lost(place: Place, tracker: InternalTracker) -> None:
    seed = int(os.environ.get("BEADWORK_SEED") or random.randrange(2**32))
    chance = random.Random(seed)
    with tracker.batch("issues"):
        for number in range(ISSUES):
            tracker.create(f"Issue {number}", id=f"demo-i{number}", labels=("old",))
    control = Path(tracker.link.chosen.address.socket).parent
    before = files(place.directory)
    names = [f"hard-{seed}-{number}" for number in range(WORKERS)]
    for name in names:
        tracker.create_branch(name)
    seeds = [chance.randrange(2**32) for _ in names]
    with ThreadPoolExecutor(WORKERS) as pool:
        edits = list(pool.map(lambda n: worked(place, names[n], n, seeds[n]), range(WORKERS)))
    order = chance.sample(names, len(names))
    merges = list(tracker.merge_all(order))
    assert all(made.done for made in merges), f"seed {seed}"
    for name in order:
        tracker.delete_branch(name)
    found = Found(tracker, merges)
    lost = [(number, edit) for number, made in enumerate(edits) for edit in made
            if not found.has(edit)]  # fmt: skip
    assert not lost, f"seed {seed}"
    left = tracker.ask(lambda r: r.rows("SELECT name FROM dolt_branches WHERE name LIKE 'hard-%%'"))
    assert not [name for (name,) in left if name in names]
    assert not tracker.ask(lambda r: r.rows("SELECT table_name FROM dolt_status"))
    assert files(place.directory) <= before
    assert not signatures(control)


def worked(place: Place, branch: str, number: int, seed: int) -> list[Edit]:
    """Let a worker do its edits on its branch, and return those that were acknowledged."""
    own = range(SHARED + number, ISSUES, WORKERS)
    ids = [f"demo-i{n}" for n in (*range(SHARED), *own)]
    with place._replace(branch=branch).tracker(actor=branch) as tracker:
        return work(random.Random(seed), tracker, ids, EDITS)


def files(directory: Path) -> set[str]:
    return {str(path) for path in directory.rglob("*")}


def signatures(control: Path) -> list[str]:
    """Return the files that say that a writer of this process holds a lock."""
    return [
        path.name
        for path in control.glob("writer-*")
        if f"pid {os.getpid()}," in path.read_text(errors="replace")
    ]
