"""The figures about a town: its twenty rigs seen at once, and how long a killed server is away."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from beadwork.tracker import open_internal as open_tracker
from bench import data, synthetic
from bench.measure import BD, Figure, in_floors, wall

GT = str(Path(BD).with_name("gt"))
RIGS = 20
ISSUES = 200
KILLS = 5
FORGIVING = {"backoff_seconds": 0.05, "backoff_max_seconds": 0.05, "failures": 100}
"""Each kill is to be the first for the daemon, which makes a server wait longer every time."""


def figures(base: Path) -> Iterator[Figure]:
    """Yield the rows; the town is gone afterwards."""
    town = base / "town"
    try:
        _build(base, town)
        yield in_floors(f"gt status, {RIGS} rigs", 4, town, lambda _: (GT, "status"))
        yield in_floors(f"gt ready, {RIGS} rigs", 4, town, lambda _: (GT, "ready"))
        worst = max(_away(town) for _ in range(KILLS))
        yield Figure(
            "away after a SIGKILL of the town's server",
            worst,
            3,
            "s",
            f"(the longest of {KILLS}, as bd list sees it)",
        )
    finally:
        _gt(town, "daemon", "stop", check=False)
        shutil.rmtree(town, ignore_errors=True)


def _build(base: Path, town: Path) -> None:
    project = base / "project"
    for words in (
        ["init", "-q", str(project)],
        [*_in(project), "commit", "-q", "--allow-empty", "-m", "first"],
    ):
        subprocess.run(["git", *words], check=True)
    _gt(base, "install", str(town))
    for number in range(RIGS):
        _gt(town, "rig", "add", f"rig{number:02}", str(project), "--prefix", f"r{number:02}")
        with open_tracker(
            str(town / f"rig{number:02}" / "mayor" / "rig"), idle_seconds=0
        ) as tracker:
            data.load(tracker, synthetic.rows(ISSUES, prefix=f"r{number:02}"))
    settings = town / "mayor" / "daemon.json"
    settings.write_text(json.dumps({**json.loads(settings.read_text()), "daemon": FORGIVING}))
    _gt(town, "daemon", "start")


def _in(project: Path) -> list[str]:
    return ["-C", str(project), "-c", "user.name=Bench", "-c", "user.email=bench@example.org"]


def _gt(place: Path, *words: str, check: bool = True) -> None:
    subprocess.run([GT, *words], cwd=place, check=check, stdin=-3, stdout=-3, stderr=-3)


def _away(town: Path) -> float:
    """Return the seconds from the kill of the server until a command has its answer; it waits by
    itself.
    """
    known = json.loads((town / "daemon" / "dolt-state.json").read_text())
    os.kill(known["pid"], signal.SIGKILL)
    begun = time.perf_counter()
    wall((BD, "list"), town / "rig00" / "mayor" / "rig")
    return time.perf_counter() - begun
