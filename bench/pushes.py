"""Pushes to a bare git repository: of one new commit against `dolt push`, of nothing, and to a peer
at each sovereignty tier.
"""

from __future__ import annotations

import os
import statistics
import subprocess
from collections.abc import Iterator
from pathlib import Path

from beadwork.dolt import required_program
from bench.ledgers import bare
from bench.measure import BD, RUNS, Figure, in_floors, wall
from bench.places import Project, make

COUNT = 2_300
TIERS = ("T1", "T2", "T3", "T4")
PUSH = (BD, "dolt", "push")


def figures(base: Path) -> Iterator[Figure]:
    """Yield both figures, over a tracker of 2,300 issues."""
    project = make(base, "pushed", COUNT)
    ours, by_hand = bare(base / "ours.git"), bare(base / "by-hand.git")
    for name, repository in (("origin", ours), ("by-hand", by_hand)):
        quiet((BD, "dolt", "remote", "add", name, str(repository)), project.directory)
        quiet((*PUSH, name), project.directory)
    yield one_commit(base, project, by_hand)
    yield in_floors("bd dolt push, nothing to push", 2, project.directory, lambda _: PUSH)
    for tier in TIERS:
        yield from to_peer(base, project, tier)


def one_commit(base: Path, project: Project, repository: Path) -> Figure:
    """Return the time of a push of one new commit, in units of the same by Dolt alone, the two
    measured in turns.
    """
    dolt = str(required_program.require(lambda line: None).path)
    os.environ["DOLT_ROOT_PATH"] = str(base)
    for key, value in (("user.name", "bench"), ("user.email", "bench@example.org")):
        quiet((dolt, "config", "--global", "--add", key, value), base)
    quiet((dolt, "clone", f"git+file://{repository}", "hand"), base)
    hand, ours, theirs = base / "hand", [], []
    for run in range(min(RUNS, 10)):
        quiet((BD, "create", f"Pushed {run}"), project.directory)
        ours.append(wall(PUSH, project.directory))
        quiet((dolt, "sql", "-q", f"UPDATE issues SET title = 'Pushed {run}' LIMIT 1"), hand)
        quiet((dolt, "commit", "-Am", "by hand"), hand)
        theirs.append(wall((dolt, "push", "origin", "main"), hand))
    mine, plain = statistics.median(ours), statistics.median(theirs)
    note = f"dolt push ({mine * 1000:.0f} ms, dolt push {plain * 1000:.0f} ms)"
    return Figure("bd dolt push of one new commit", mine / plain, 1.2, "x", note)


def to_peer(base: Path, project: Project, tier: str) -> Iterator[Figure]:
    """Yield the times of the first push to a peer, of the whole tracker, and of the next one, of a
    new issue.
    """
    peer, repository = f"peer-{tier.lower()}", bare(base / f"peer-{tier}.git")
    organization = ("config", "set", "federation.organization", f"git+file://{base}")
    quiet((BD, *organization), project.directory)
    add = ("federation", "add-peer", peer, str(repository), "--tier", tier)
    quiet((BD, *add), project.directory)
    push = (BD, "federation", "push", peer)
    first = wall(push, project.directory)
    yield Figure(f"bd federation push, {tier}, first, 2,300 issues", first, 10, "s")
    again = []
    for run in range(5):
        quiet((BD, "create", f"Sent {tier} {run}"), project.directory)
        again.append(wall(push, project.directory))
    yield Figure(f"bd federation push, {tier}, one new issue", statistics.median(again), 2, "s")


def quiet(command: tuple[str, ...], cwd: Path) -> None:
    """Run a command that is not measured."""
    subprocess.run(command, cwd=cwd, check=True, stdin=-3, stdout=-3, stderr=-3)
