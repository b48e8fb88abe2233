"""Workspaces of several persons, each on a server of its own, that exchange issues as peers."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from beadwork.dolt.server.lifecycle import stop
from beadwork.tracker import InternalTracker
from beadwork.tracker import open_internal as open_tracker
from environment import environment
from harness import BIN, Person, assert_done

TABLES = ("issues", "dependencies", "comments")


class Town(NamedTuple):
    """One person with one workspace."""

    name: str
    person: Person
    directory: Path

    def bd(self, *words: str, **environment: str) -> str:
        """Run `bd WORDS`, which has to succeed, and return what it printed."""
        done = self.person.run(*words, cwd=self.directory, **environment)
        assert_done(done)
        return done.stdout

    def answer(self, *words: str) -> Any:
        """Return the JSON of `bd WORDS --json`."""
        return json.loads(self.bd(*words, "--json"))

    @contextmanager
    def tracker(self, actor: str = "") -> Iterator[InternalTracker]:
        """Yield the tracker, in an environment like that of the person."""
        home = self.person.home
        with (
            environment(HOME=str(home), BEADWORK_HOME=str(home / ".beads")),
            open_tracker(str(self.directory), actor=actor, idle_seconds=0) as tracker,
        ):
            yield tracker

    def hashes(self, *tables: str) -> dict[str, str]:
        """Return Dolt's hash of each table."""
        with self.tracker() as tracker:
            return {
                table: tracker.ask(
                    lambda reader, table=table: reader.rows("SELECT DOLT_HASHOF_TABLE(%s)", table)  # type: ignore[misc]
                )[0][0]
                for table in tables or TABLES
            }


@contextmanager
def town(name: str, directory: Path) -> Iterator[Town]:
    """Yield a person of this name with an empty project, whose server is stopped at the end."""
    home = directory / name
    project = home / "project"
    project.mkdir(parents=True)
    environment = {key: value for key, value in os.environ.items() if key != "BEADWORK_HOME"}
    environment.update(
        HOME=str(home), BEADS_ACTOR=name, PATH=f"{BIN}{os.pathsep}{os.environ['PATH']}"
    )
    found = Town(name, Person(home, environment), project)
    try:
        yield found
    finally:
        stop.stop(found.person.server)


@contextmanager
def towns(directory: Path, *names: str) -> Iterator[list[Town]]:
    """Yield the first town with a tracker and peers, and the others as clones of it.

    Each two of them share a remote of Dolt's, and call one another as they are called.
    """
    with ExitStack() as stack:
        found = [stack.enter_context(town(name, directory)) for name in names]
        first, *others = found
        first.bd("init", "-p", "demo")
        first.bd("create", "Common ground", "--id", "demo-0")
        for other in others:
            join(first, other, directory)
        for place, one in enumerate(others):
            for two in others[place + 1 :]:
                one.bd("federation", "add-peer", two.name, remote(directory, one, two))
                two.bd("federation", "add-peer", one.name, remote(directory, one, two))
        yield found


def join(first: Town, other: Town, directory: Path, *flags: str) -> None:
    """Let a town clone what the first sends it, and make the two peers of one another."""
    shared = remote(directory, first, other)
    first.bd("federation", "add-peer", other.name, shared, *flags)
    first.bd("federation", "push", other.name)
    other.bd("init", "--from-remote", shared)
    other.bd("federation", "add-peer", first.name, shared)


def cut_short(here: Town, peer: str, seconds: float) -> None:
    """Begin a sync, and kill it half-way."""
    process = here.person.start("federation", "sync", peer, cwd=here.directory)
    try:
        process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()


def remote(directory: Path, one: Town, two: Town) -> str:
    """Return the endpoint that two towns share."""
    place = directory / f"between-{one.name}-{two.name}"
    place.mkdir(exist_ok=True)
    return f"file://{place}"
