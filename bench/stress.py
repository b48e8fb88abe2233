"""The stress test of the design document: workers that begin at once and make five commits each,
on one branch, then on a branch each, then the merges in turn. By the API, by `bd` processes, and by
raw SQL in the same run.
"""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from beadwork.dolt.connection.server_errors import ServerError
from bench.measure import BD, Figure
from bench.places import Project, make

WORKERS = (10, 20, 50)
COMMITS = 5
SEED_TOGETHER = {10: 100, 20: 50, 50: 50}
"""The document's share of workers that succeeded on one branch, in percent."""
SEED_SECONDS = {50: (2.0, 0.312)}
"""The document's seconds for the commits on a branch each, and for the merges."""

INSERT = """
    INSERT INTO issues (id, type, title, status, priority, created_at, updated_at)
    VALUES (%s, 'task', %s, 'open', 2, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))
"""
COMMIT = "CALL DOLT_COMMIT('-Am', %s)"
MERGE = "CALL DOLT_MERGE('--no-ff', '-m', %s, %s)"
HEADER = (
    "workers x 5 commits     one branch        a branch each      merges in turn\n"
    "(the document's figures: 10/20/50 workers 100/50/50 %, 100 %, 100 %; 50: 2 s, 0.312 s)"
)


class Cell(NamedTuple):
    """The share of what was to be written that is there, in percent, and the seconds."""

    percent: float
    seconds: float

    def text(self) -> str:
        return f"{self.percent:5.0f} % {self.seconds:7.3f} s"


class Row(NamedTuple):
    """What one way took with so many workers."""

    together: Cell
    apart: Cell
    merges: Cell


Way = Callable[[Project, Sequence[str], Sequence[str]], Row]
"""Given a project, the names of the workers, and their branches."""


def figures(base: Path) -> Iterator[Figure]:
    """Print the table, and yield what has a goal."""
    print(HEADER, flush=True)
    rows: dict[tuple[str, int], Row] = {}
    for workers in WORKERS:
        for way, run in WAYS.items():
            project = make(base, f"stress_{way.replace(' ', '_')}_{workers}", 0)
            names = [f"worker-{number}" for number in range(workers)]
            with project.tracker() as tracker:
                for name in names:
                    tracker.create_branch(name)
            rows[way, workers] = row = run(project, names, names)
            cells = "   ".join(cell.text() for cell in row)
            print(f"  {way:<8} {workers:3} workers  {cells}", flush=True)
    yield from _goals(rows)


def _goals(rows: dict[tuple[str, int], Row]) -> Iterator[Figure]:
    ours = [cell for (way, _), row in rows.items() if way != "raw SQL" for cell in row]
    missing = sum(100 - cell.percent for cell in ours)
    yield Figure("stress: missing writes and merges, all cells", missing, 0, "%")
    api, raw = rows["API", WORKERS[-1]], rows["raw SQL", WORKERS[-1]]
    seconds, merges = SEED_SECONDS[WORKERS[-1]]
    number = WORKERS[-1] * COMMITS
    for what, cell, bare in (
        ("on one branch", api.together, raw.together),
        ("on a branch each", api.apart, raw.apart),
    ):
        note = f"raw SQL ({cell.seconds:.2f} s; the document's: {seconds} s)"
        yield Figure(
            f"stress: {number} commits {what}, API", cell.seconds / bare.seconds, 2, "x", note
        )
        yield Figure(f"stress: {number} commits {what}, API", cell.seconds, 1, "s")
    note = f"(raw SQL {raw.merges.seconds:.3f} s; the document's: {merges} s)"
    yield Figure("stress: then the 50 merges, API", api.merges.seconds, 0.31, "s", note)


def by_threads(
    make_one: Callable[[Project, str, str], Callable[[], None]],
    merge: Callable[[Project, Sequence[str]], None],
) -> Way:
    """Return the way of workers that are threads. `make_one` opens what a worker writes with, given
    its name and branch, and returns the worker.
    """

    def run(project: Project, names: Sequence[str], branches: Sequence[str]) -> Row:
        together = _race([make_one(project, name, "main") for name in names])
        first = Cell(_share(project, ["main"], len(names)), together)
        apart = _race(
            [make_one(project, name, branch) for name, branch in zip(names, branches, strict=True)]
        )
        second = Cell(_share(project, branches, len(names)), apart)
        return Row(first, second, _merges(project, branches, merge))

    return run


def by_processes(project: Project, names: Sequence[str], branches: Sequence[str]) -> Row:
    """Let each worker be a shell that runs `bd create` five times."""
    together = _race_of_processes(project, names, ["main"] * len(names))
    first = Cell(_share(project, ["main"], len(names)), together)
    apart = _race_of_processes(project, names, branches)
    second = Cell(_share(project, branches, len(names)), apart)
    return Row(first, second, _merges(project, branches, _merge_by_processes))


def _merges(
    project: Project, branches: Sequence[str], merge: Callable[[Project, Sequence[str]], None]
) -> Cell:
    begun = time.perf_counter()
    merge(project, branches)
    seconds = time.perf_counter() - begun
    with project.tracker() as tracker:
        found = tracker.ask(lambda r: r.rows("SELECT parents FROM dolt_log('main', '--parents')"))
    done = sum(", " in str(parents) for (parents,) in found)
    return Cell(100 * done / len(branches), seconds)


def _share(project: Project, branches: Sequence[str], workers: int) -> float:
    """Return how many of the commits that were to be made are there, in percent. Each has a message
    that begins with `stress` or with `bd: create`.
    """
    with project.tracker() as tracker:
        counts = tracker.ask(
            lambda r: r.read(
                *(
                    (
                        "SELECT COUNT(*) FROM dolt_log(%s) WHERE message LIKE 'stress%%'"
                        " OR message LIKE 'bd: create%%'",
                        (branch if branch == "main" else f"main..{branch}",),
                    )
                    for branch in branches
                )
            )
        )
    return 100 * sum(int(answer.rows[0][0]) for answer in counts) / (workers * COMMITS)


def _race(workers: Sequence[Callable[[], None]]) -> float:
    """Return the seconds until all workers, let go at once, have ended."""
    barrier = threading.Barrier(len(workers) + 1)

    def begin(work: Callable[[], None]) -> None:
        barrier.wait()
        work()

    threads = [threading.Thread(target=begin, args=(work,)) for work in workers]
    for thread in threads:
        thread.start()
    barrier.wait()
    begun = time.perf_counter()
    for thread in threads:
        thread.join()
    return time.perf_counter() - begun


def _race_of_processes(project: Project, names: Sequence[str], branches: Sequence[str]) -> float:
    """Return the seconds as `_race`. The shells wait for the end of their common input."""
    waiting, start = os.pipe()
    running = []
    for name, branch in zip(names, branches, strict=True):
        creates = "; ".join([f"{BD} create '{name} on {branch}' --silent"] * COMMITS)
        running.append(
            subprocess.Popen(
                ("sh", "-c", f"read _; {creates}"),
                cwd=project.directory,
                env={**os.environ, "BD_BRANCH": branch},
                stdin=waiting,
                stdout=-3,
                stderr=-3,
            )
        )
    os.close(waiting)
    begun = time.perf_counter()
    os.close(start)
    for process in running:
        process.wait()
    return time.perf_counter() - begun


def _worker_by_api(project: Project, name: str, branch: str) -> Callable[[], None]:
    tracker = project.tracker(branch)
    tracker.ask(lambda r: r.rows("VALUES ROW(1)"))

    def work() -> None:
        with tracker:
            for number in range(COMMITS):
                tracker.create(f"{name} {number} on {branch}")

    return work


def _worker_by_sql(project: Project, name: str, branch: str) -> Callable[[], None]:
    tracker = project.tracker(branch)
    tracker.ask(lambda r: r.rows("VALUES ROW(1)"))
    session = tracker.link.session

    def work() -> None:
        with tracker:
            for number in range(COMMITS):
                key = f"syn-{name}-{branch}-{number}"
                with suppress(ServerError):
                    session.run(INSERT, key, key)
                    session.run(COMMIT, f"stress {key}")

    return work


def _merge_by_api(project: Project, branches: Sequence[str]) -> None:
    with project.tracker() as tracker:
        for _ in tracker.merge_all(branches):
            pass


def _merge_by_sql(project: Project, branches: Sequence[str]) -> None:
    with project.tracker() as tracker:
        tracker.ask(lambda r: [r.rows(MERGE, f"merge {branch}", branch) for branch in branches])


def _merge_by_processes(project: Project, branches: Sequence[str]) -> None:
    for branch in branches:
        subprocess.run(
            (BD, "merge", branch), cwd=project.directory, check=True, stdin=-3, stdout=-3
        )


WAYS: dict[str, Way] = {
    "raw SQL": by_threads(_worker_by_sql, _merge_by_sql),
    "API": by_threads(_worker_by_api, _merge_by_api),
    "bd": by_processes,
}
