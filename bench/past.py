"""The figures about history and merging: a project of 10,000 commits, lists as of a date, and
branches to merge.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from beadwork.dolt.connection.session import Session, Statement
from beadwork.model.times.timestamps import format_timestamp
from bench.measure import BD, RUNS, Figure, in_floors, wall
from bench.places import Project

COMMITS = 10_000
ISSUES = 2_000
A_PACKET = 50

INSERT = (
    "INSERT INTO issues (id, title, type, status, priority, created_at, updated_at)"
    " VALUES (%s, %s, 'task', 'open', 2, %s, %s)"
)
UPDATE = "UPDATE issues SET title = %s, updated_at = %s WHERE id = %s"
COMMIT = "CALL DOLT_COMMIT('-Am', %s, '--author', 'Al <al@example.org>', '--date', %s)"


def age(project: Project) -> None:
    """Give a project 10,000 commits, one a minute until now: each makes one of 2,000 issues or
    changes one.
    """
    chance = random.Random(1)
    begun = datetime.now(UTC).replace(tzinfo=None) - timedelta(minutes=COMMITS)
    with project.tracker() as tracker:
        assert tracker.profile
        for start in range(0, COMMITS, A_PACKET):
            _write(tracker.link.session, range(start, start + A_PACKET), begun, chance)


def _write(session: Session, numbers: range, begun: datetime, chance: random.Random) -> None:
    packet: list[Statement] = []
    for number in numbers:
        moment = begun + timedelta(minutes=number)
        if number < ISSUES:
            packet.append((INSERT, (f"syn-{number}", f"Issue {number}", moment, moment)))
            said = f"bd: create syn-{number}: Issue {number}"
        else:
            issue = f"syn-{chance.randrange(ISSUES)}"
            packet.append((UPDATE, (f"Changed by {number}", moment, issue)))
            said = f"bd: update {issue}: title"
        packet.append((COMMIT, (f"{said}\n\nOperation: {number:016x}", moment.isoformat())))
    session.pipeline(*packet)


def looking_back(project: Project) -> Iterator[Figure]:
    """Yield history and activity among 10,000 commits."""
    where = project.directory
    yield in_floors(
        "bd history, 10,000 commits", 3, where, lambda n: (BD, "history", f"syn-{n + 100}")
    )
    yield in_floors(
        "bd activity --since 2h, 10,000 commits",
        3,
        where,
        lambda _: (BD, "activity", "--since", "2h"),
    )


def as_of(project: Project) -> Figure:
    """Return how long a list of then takes, in units of the same list now."""
    moment = format_timestamp(datetime.now(UTC).replace(tzinfo=None))
    with project.tracker() as tracker:
        for number in range(100):
            tracker.update(project.ids[number], priority=number % 5)
    now, then = [], []
    for _ in range(RUNS):
        now.append(wall((BD, "list"), project.directory))
        then.append(wall((BD, "list", "--as-of", moment), project.directory))
    ratio = statistics.median(then) / statistics.median(now)
    return Figure("bd list --as-of a date, 10,000 issues", ratio, 1.3, "x", "the same list now")


def merging(project: Project) -> Iterator[Figure]:
    """Yield merges of a branch that changed 1,000 issues: alone, and where 100 of them were changed
    on main too.
    """
    with project.tracker() as tracker:
        rows = tracker.ask(
            lambda session: session.rows("SELECT id FROM issues ORDER BY id LIMIT 2000")
        )
        ids = [row[0] for row in rows]
        for name, changed, ours in (
            ("apart", ids[:1000], []),
            ("both", ids[1000:], ids[1000:1100]),
        ):
            tracker.create_branch(name)
            with project.tracker(name) as worker:
                worker.update(*changed, title=f"By {name}")
            if ours:
                tracker.update(*ours, priority=0)
            begun = time.perf_counter()
            tracker.merge(name)
            what = (
                "1,000 changed issues"
                if not ours
                else "1,000 changed issues, 100 of them on both sides"
            )
            yield Figure(f"merge of {what}", time.perf_counter() - begun, 1, "s")
