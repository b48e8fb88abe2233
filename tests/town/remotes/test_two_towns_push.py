"""Two towns, each with a server of its own, push one rig to one remote at the same time: nothing is
lost. `make pushes` does it a hundred times.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from beadwork.dolt.server.files.home import TownHome
from beadwork.dolt.server.lifecycle import stop
from harness import BIN, Mayor, assert_done

ROUNDS = int(os.environ.get("BEADWORK_PUSHES", "3"))
BEHIND = (1, 4)
"""The exit status of a push that lost the race three times."""
HASH = "SELECT DOLT_HASHOF_TABLE('issues') AS hash"


@pytest.fixture
def towns(mayor: Mayor, project: Path) -> Iterator[list[Mayor]]:
    """Two towns with the rig `widget`, which have one remote in common."""
    remote = mayor.person.home / "widget.git"
    subprocess.run(
        ["git", "clone", "-q", "--bare", project, remote],
        check=True,
        env=mayor.person.environment,
    )
    mayor.answer("rig", "add", "widget", project, "--prefix", "wg")
    assert_done(mayor.person.run("create", "Shared", "--id", "wg-1", cwd=mayor.root / "widget"))
    assert_done(mayor.gt("dolt", "remote", "add", "widget", remote))
    assert_done(mayor.gt("dolt", "push", "widget"))
    other = Mayor(mayor.person, "other")
    try:
        assert_done(other.gt("install", other.root, "--name", "Other", "--owner", "o@example.org"))
        assert_done(other.gt("dolt", "clone", remote, "widget"))
        yield [mayor, other]
    finally:
        stop.stop(TownHome(str(other.root)))


def push(towns: list[Mayor]) -> list[int]:
    """Let the towns push at the same time, and return their exit statuses."""
    running = [
        subprocess.Popen(
            [BIN / "gt", "dolt", "push", "widget"],
            cwd=town.root,
            env=town.person.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for town in towns
    ]
    said = [process.communicate()[0] for process in running]
    for process, text in zip(running, said, strict=True):
        assert process.returncode == 0 or (
            process.returncode in BEHIND and "has commits that are not here" in text
        ), text
    return [process.returncode for process in running]


def test_two_towns_that_push_at_once_lose_nothing(towns: list[Mayor]) -> None:
    made = set()
    for number in range(ROUNDS):
        for town in towns:
            rig = town.root / "widget"
            done = town.person.run("create", f"{town.root.name} {number}", "--silent", cwd=rig)
            assert_done(done)
            made.add(done.stdout.strip())
            title = f"{town.root.name} {number}"
            assert_done(town.person.run("update", "wg-1", "--title", title, cwd=rig))
        push(towns)
    assert len(made) == 2 * ROUNDS
    hashes = []
    for town in (*towns, towns[0]):
        assert_done(town.gt("dolt", "pull", "widget"))
        assert_done(town.gt("dolt", "push", "widget"))
        found = town.person.run("sql", HASH, "--json", cwd=town.root / "widget")
        assert_done(found)
        hashes.append(found.stdout)
    assert hashes[1] == hashes[2], "both towns have the same issues"
    listed = towns[1].person.run(
        "list", "--all", "--limit", "0", "-q", cwd=towns[1].root / "widget"
    )
    assert_done(listed)
    assert all(issue in listed.stdout for issue in made)
