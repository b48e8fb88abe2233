"""What tests act through: a workspace on a branch of its own, and a person with a server of their
own.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

from beadwork.dolt.server.files import home as homes
from beadwork.tracker import Tracker
from beadwork.tracker import open as open_tracker

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
"""Material beside the project, a real tracker's export among it; tests that need it skip by name
where it is not.
"""
BIN = Path(sys.executable).parent


class Place(NamedTuple):
    """A workspace directory of one test, and the branch that its commands work on."""

    directory: Path
    branch: str
    environment: dict[str, str]

    def run(
        self, *words: str | Path, stdin: str = "", **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Run `bd WORDS` there and return what came of it."""
        return subprocess.run(
            [BIN / "bd", *words],
            cwd=self.directory,
            env={**self.environment, **environment},
            input=stdin,
            capture_output=True,
            text=True,
            timeout=120,
        )

    def tracker(self, **how: object) -> Tracker:
        """Return a tracker on this branch."""
        return open_tracker(str(self.directory), branch=self.branch, idle_seconds=0, **how)  # type: ignore[arg-type]


class Person(NamedTuple):
    """A user of their own: a HOME with nothing in it, and so a server of their own once one is
    started.
    """

    home: Path
    environment: dict[str, str]

    @property
    def server(self) -> homes.Home:
        """The places of this person's server."""
        return homes.Home(
            data=str(self.home / ".beads" / "dolt"), control=str(self.home / ".beads" / "server")
        )

    def run(
        self, *words: str | Path, cwd: Path, program: str = "bd", **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Run `bd WORDS` (or another program of ours) as this person."""
        return subprocess.run(
            [BIN / program, *words],
            cwd=cwd,
            env={**self.environment, **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=180,
        )

    def start(self, *words: str | Path, cwd: Path, **environment: str) -> subprocess.Popen[str]:
        """Start `bd WORDS` and do not wait."""
        return subprocess.Popen(
            [BIN / "bd", *words],
            cwd=cwd,
            env={**self.environment, **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )


class Mayor:
    """A person with a town in their home."""

    def __init__(self, person: Person, name: str = "gt") -> None:
        self.person = person
        self.root = person.home / name

    def gt(
        self, *words: str | Path, cwd: Path | None = None, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Run `gt` in the town."""
        place = cwd or (self.root if self.root.exists() else self.person.home)
        return self.person.run(*words, cwd=place, program="gt", **environment)

    def answer(self, *words: str | Path, cwd: Path | None = None) -> Any:
        """Run `gt … --json`, which has to succeed, and return what it says."""
        done = self.gt(*words, "--json", cwd=cwd)
        assert_done(done)
        return json.loads(done.stdout)

    def file(self, name: str) -> Any:
        """Return what a JSON file of the town holds."""
        return json.loads((self.root / name).read_text())


def assert_done(done: subprocess.CompletedProcess[str]) -> None:
    """Fail with what a command said where it failed."""
    assert done.returncode == 0, done.stderr or done.stdout
