"""Print DESIGN.md's speed table for what exists: `make bench` (BENCH_RUNS sets the runs of a
median, 20). `python -m bench stress growth loop served` measures those parts alone.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from beadwork.dolt.server.files import home as homes
from beadwork.dolt.server.files import record
from beadwork.dolt.server.lifecycle import stop
from bench import (
    data,
    growth,
    ledgers,
    library,
    loop,
    memory,
    past,
    pushes,
    served,
    shapes,
    stress,
    synthetic,
    towns,
)
from bench.distant import DistantServer
from bench.measure import BD, RUNS, Figure, at_once, cpu, in_floors, wall
from bench.places import Project, make

CORES = os.cpu_count() or 1
BRANCHES = 50
CREATES = 5
ROUND_TRIP = 0.08


def main() -> None:
    """Measure and print."""
    base = Path(tempfile.mkdtemp(prefix="bw-bench-"))
    os.environ["BEADWORK_HOME"] = str(base / "home")
    os.environ["BEADWORK_SERVE"] = "0"  # each row says where the command server is used
    for name in ("BEADS_DIR", "BD_BRANCH", "BEADS_DOLT_SERVER_PORT", "BEADS_DOLT_SERVER_HOST"):
        os.environ.pop(name, None)
    try:
        for figure in chosen(base, sys.argv[1:]):
            print(figure.line(), flush=True)
    finally:
        stop.stop(homes.of_user())
        shutil.rmtree(base, ignore_errors=True)


def chosen(base: Path, parts: list[str]) -> Iterator[Figure]:
    """Yield the rows of the parts that were named, or all rows."""
    if not parts:
        yield from figures(base)
    for part in parts:
        yield from PARTS[part](base)


PARTS = {
    "stress": stress.figures,
    "growth": growth.figures,
    "library": library.figures,
    "loop": loop.figures,
    "served": served.figures,
}


def figures(base: Path) -> Iterator[Figure]:
    """Yield the table's rows as they are measured."""
    print(
        f"medians of {RUNS} runs, {CORES} cores; F: import pymysql as a whole process; ! marks a "
        f"goal missed"
    )
    small = make(base, "s2300", 2_300)
    yield from hot_commands(small)
    middle = make(base, "s10000", 10_000)
    yield in_floors(
        "bd ready, first page, 10,000 issues", 2.0, middle.directory, lambda _: (BD, "ready")
    )
    yield in_floors(
        "bd ready --json, all rows, 10,000 issues",
        4.0,
        middle.directory,
        lambda _: (BD, "ready", "--json"),
    )
    yield forty_at_once(middle)
    yield from importing(base, middle)
    yield disk(base)
    yield from fifty_processes(small)
    yield from stress.figures(base)
    yield from growth.figures(base)
    yield from past.merging(small)
    yield past.as_of(middle)
    yield far_away(middle)
    empty = make(base, "s0", 0)
    many = make(base, "commits", 0)
    past.age(many)
    yield create_ratio("create after 10,000 commits against an empty database", many, empty)
    yield from past.looking_back(many)
    large = make(base, "s100000", 100_000)
    yield in_floors(
        "bd ready, first page, 100,000 issues", 2.5, large.directory, lambda _: (BD, "ready")
    )
    yield create_ratio("create at 100,000 issues against an empty database", large, empty)
    yield from shapes.figures(base)
    yield from library.figures(base)
    yield from memory.figures(base)
    yield from loop.figures(base)
    yield from towns.figures(base)
    yield from ledgers.figures(base)
    yield from pushes.figures(base)
    yield from served.figures(base)


def hot_commands(project: Project) -> Iterator[Figure]:
    """Yield show, list, create and close on 2,300 issues."""
    ids, where = project.ids, project.directory
    yield in_floors("bd show, 2,300 issues", 1.6, where, lambda n: (BD, "show", ids[n]))
    yield in_floors("bd list, 2,300 issues", 1.6, where, lambda _: (BD, "list"))
    yield in_floors("bd create, 2,300 issues", 1.6, where, lambda n: (BD, "create", f"Issue {n}"))
    yield in_floors(
        "bd close, 2,300 issues", 1.6, where, lambda n: (BD, "close", ids[n], "--force")
    )


def forty_at_once(project: Project) -> Figure:
    """Return how long forty `bd ready` take together, in units of one alone."""
    one = statistics.median(wall((BD, "ready"), project.directory) for _ in range(RUNS))
    forty = statistics.median(at_once([(BD, "ready")] * 40, project.directory) for _ in range(5))
    return Figure("40 bd ready at once", forty / one, 24, "x", f"one alone ({forty:.2f} s)")


def importing(base: Path, source: Project) -> Iterator[Figure]:
    """Yield the import of 10,000 issues against the same rows by bare SQL."""
    file = base / "10000.jsonl"
    subprocess.run(
        [BD, "export", "-o", str(file)], cwd=source.directory, check=True, stdout=-3, stderr=-3
    )
    target = make(base, "imported", 0)
    bare = statistics.median(bare_sql(base, n) for n in range(3))
    taken = wall((BD, "import", str(file)), target.directory)
    yield Figure(
        "bd import, 10,000 issues", taken / bare, 3, "B", f"({taken:.1f} s, B {bare:.1f} s)"
    )


def bare_sql(base: Path, number: int) -> float:
    """Return the seconds that the same rows take by SQL that is ready to send: 500 rows a
    statement, one Dolt commit.
    """
    project = make(base, f"bare{number}", 0)
    rows = list(synthetic.rows(10_000))
    with project.tracker() as tracker:
        packets = data.as_packets(tracker, rows)
        session = tracker.link.session
        begun = time.perf_counter()
        session.run("START TRANSACTION")
        for packet in packets:
            session.run(packet)
        session.run("COMMIT")
        session.run("CALL DOLT_COMMIT('-Am', 'bare')")
        return time.perf_counter() - begun


def disk(base: Path) -> Figure:
    """Return the kilobytes that a write costs after garbage collection, at 10,000 issues."""
    project = make(base, "disk", 10_000)
    files = homes.of_user().data + "/disk"
    with project.tracker() as tracker:
        collect(project)
        before = size(files)
        for turn, issue in enumerate(project.ids[:300]):
            (
                tracker.close_issues(issue, force=True)
                if turn % 3 == 0
                else tracker.update(issue, priority=turn % 5)
            )
    collect(project)
    return Figure(
        "disk of a write after GC, 10,000 issues", (size(files) - before) / 300 / 1024, 10, "KB"
    )


def collect(project: Project) -> None:
    """Run a full garbage collection."""
    with project.tracker() as tracker:
        tracker.link.become_root()
        tracker.ask(lambda session: session.rows("CALL DOLT_GC('--full')"))


def size(directory: str) -> int:
    """Return the bytes of all files below a directory."""
    return sum(file.stat().st_size for file in Path(directory).rglob("*") if file.is_file())


def fifty_processes(project: Project) -> Iterator[Figure]:
    """Yield 50 processes that make 5 issues each, against what the processors must at least do."""
    one = cpu((BD, "create", "One"), project.directory)
    before = count(project)
    script = " && ".join([f'{BD} create "Many" --silent'] * CREATES)
    taken = at_once([("sh", "-c", script)] * BRANCHES, project.directory)
    made = count(project) - before
    if made != BRANCHES * CREATES:
        raise RuntimeError(f"{made} of {BRANCHES * CREATES} issues are there")
    least = BRANCHES * CREATES * one / CORES
    yield Figure(
        "50 processes x 5 bd create",
        taken / least,
        1.2,
        "x",
        f"CPU of 250 creates / cores ({taken:.1f} s)",
    )


def count(project: Project) -> int:
    """Return how many issues a project has."""
    with project.tracker() as tracker:
        return int(tracker.ask(lambda session: session.rows("SELECT COUNT(*) FROM issues"))[0][0])


def far_away(project: Project) -> Figure:
    """Return the seconds of the slowest read over a line with a round trip of 80 ms."""
    known = record.read(homes.of_user())
    assert known
    distant = DistantServer(known.port, ROUND_TRIP / 2)
    secret = Path(homes.of_user().password).read_text().strip()
    os.environ.update(
        BEADS_DOLT_SERVER_HOST="127.0.0.1",
        BEADS_DOLT_SERVER_PORT=str(distant.port),
        BEADS_DOLT_PASSWORD=secret,
    )
    try:
        reads = [
            (BD, "show", project.ids[0]),
            (BD, "list"),
            (BD, "ready"),
            (BD, "blocked"),
            (BD, "stats"),
        ]
        times = {
            " ".join(read[1:2]): statistics.median(wall(read, project.directory) for _ in range(5))
            for read in reads
        }
    finally:
        for name in ("BEADS_DOLT_SERVER_HOST", "BEADS_DOLT_SERVER_PORT", "BEADS_DOLT_PASSWORD"):
            del os.environ[name]
        distant.close()
    slowest = max(times, key=lambda name: times[name])
    return Figure(
        "any read over a line of 80 ms round trip",
        times[slowest],
        0.8,
        "s",
        f"(the slowest: bd {slowest})",
    )


def create_ratio(what: str, project: Project, empty: Project) -> Figure:
    """Return the median time of `bd create` here in units of that in an empty database, in
    turns.
    """
    here, there = [], []
    for number in range(RUNS):
        here.append(wall((BD, "create", f"Here {number}"), project.directory))
        there.append(wall((BD, "create", f"There {number}"), empty.directory))
    return Figure(what, statistics.median(here) / statistics.median(there), 1.5, "x")


if __name__ == "__main__":
    main()
