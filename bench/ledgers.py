"""A public ledger: what its first publication takes, and the next one after a close."""

from __future__ import annotations

import statistics
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from beadwork.actions.ledger import publish, verify
from bench import data, synthetic
from bench.measure import Figure
from bench.places import make

COUNT = 10_000
CLOSES = 5


def figures(base: Path) -> Iterator[Figure]:
    """Yield the seconds of a first publication of 10,000 closed issues to a bare git repository, of
    the next close, and of a proof against the source.
    """
    project = make(base, "ledger", 0)
    repository = bare(base / "ledger.git")
    with project.tracker() as tracker:
        data.load(tracker, closed_rows())
        last = [tracker.create(f"Last {number}").id for number in range(CLOSES)]
        identity = {"project": tracker.profile.project_id, "rig": "ledger"}
        tracker.link.become_root()
        session = tracker.link.session
        begun = time.perf_counter()
        first = publish.publish(session, identity, f"git+file://{repository}")
        yield Figure(
            f"gt ledger publish, {first.appended.entries:,} closed issues, pushed",
            time.perf_counter() - begun, 10, "s",
        )  # fmt: skip
        times = []
        for issue_id in last:
            tracker.close_issues(issue_id)
            begun = time.perf_counter()
            publish.publish(session, identity)
            times.append(time.perf_counter() - begun)
        yield Figure("the next close, published and pushed", statistics.median(times), 1, "s")
        begun = time.perf_counter()
        verify.against_source(session)
        yield Figure("gt ledger verify against the source", time.perf_counter() - begun, 10, "s")


def closed_rows() -> Iterator[dict[str, object]]:
    """Yield the rows of 10,000 closed issues."""
    for row in synthetic.rows(COUNT):
        closed_at = row.get("closed_at") or row["updated_at"]
        yield {**row, "status": "closed", "closed_at": closed_at}


def bare(place: Path) -> Path:
    """Make a bare git repository with a branch, as Dolt needs one."""
    made = place.with_suffix(".made")
    author = ("-c", "user.name=bench", "-c", "user.email=bench@example.org")
    for words in (
        ("init", "-q", "-b", "main", made),
        ("-C", made, *author, "commit", "-q", "--allow-empty", "-m", "first"),
        ("clone", "-q", "--bare", made, place),
    ):
        subprocess.run(("git", *words), check=True)
    return place
