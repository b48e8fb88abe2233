"""Whole processes timed in turns with the floor F, and what a process cost the processor."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

PYTHON = sys.executable
BD = str(Path(sys.executable).with_name("bd"))
FLOOR = (PYTHON, "-I", "-c", "import pymysql")
RUNS = int(os.environ.get("BENCH_RUNS", "20"))


class Figure(NamedTuple):
    """One row of the table: what, the measured value, the goal, both in the same unit."""

    what: str
    value: float
    goal: float
    unit: str
    note: str = ""

    def line(self) -> str:
        """Return the row as text; a figure past its goal is marked."""
        mark = " " if self.value <= self.goal else "!"
        return (
            f"{mark} {self.what:<58} {self.value:8.2f} {self.unit:<4} goal {self.goal:g} "
            f"{self.note}"
        ).rstrip()


def wall(command: Sequence[str], cwd: Path) -> float:
    """Return the seconds that a process takes; its output is thrown away.

    Raises:
        subprocess.CalledProcessError: it failed, so its time means nothing.
    """
    begun = time.perf_counter()
    subprocess.run(command, cwd=cwd, check=True, stdin=-3, stdout=-3, stderr=-3)
    return time.perf_counter() - begun


def in_floors(
    what: str, goal: float, cwd: Path, command: Callable[[int], Sequence[str]], runs: int = RUNS
) -> Figure:
    """Return the median time of a command in units of F, the two measured in turns; `command(n)` is
    its nth run.
    """
    wall(FLOOR, cwd)
    wall(command(-1), cwd)
    floors, times = [], []
    for run in range(runs):
        floors.append(wall(FLOOR, cwd))
        times.append(wall(command(run), cwd))
    floor, median = statistics.median(floors), statistics.median(times)
    return Figure(
        what, median / floor, goal, "F", f"({median * 1000:.0f} ms, F {floor * 1000:.0f} ms)"
    )


def cpu(command: Sequence[str], cwd: Path, runs: int = RUNS) -> float:
    """Return the median seconds of processor time, user and system, that a process costs."""
    found = []
    for _ in range(runs):
        before = os.times()
        subprocess.run(command, cwd=cwd, check=True, stdin=-3, stdout=-3, stderr=-3)
        after = os.times()
        found.append(
            after.children_user
            - before.children_user
            + after.children_system
            - before.children_system
        )
    return statistics.median(found)


def at_once(commands: Sequence[Sequence[str]], cwd: Path) -> float:
    """Return the seconds until all of these processes, started together, have ended.

    Raises:
        RuntimeError: one of them failed.
    """
    begun = time.perf_counter()
    running = [
        subprocess.Popen(command, cwd=cwd, stdin=-3, stdout=-3, stderr=-3) for command in commands
    ]
    statuses = [process.wait() for process in running]
    if any(statuses):
        raise RuntimeError(f"{commands[0]} failed")
    return time.perf_counter() - begun
