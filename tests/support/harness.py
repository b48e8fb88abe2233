"""The harness of tests: a workspace on its own branch, a person with their own server, and a mayor
with a town.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

from beadwork.dolt.server.files import home as homes
from beadwork.tracker import InternalTracker
from beadwork.tracker import open_internal as open_tracker

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
"""Material beside the project, such as the export of a real tracker. Tests that need it are skipped
where it is missing, and the skip names it.
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
        """Run `bd WORDS` in the workspace, and return the completed process."""
        return subprocess.run(
            [BIN / "bd", *words],
            cwd=self.directory,
            env={**self.environment, **environment},
            input=stdin,
            capture_output=True,
            text=True,
            timeout=120,
        )

    def tracker(self, **how: object) -> InternalTracker:
        """Return a tracker on this branch."""
        return open_tracker(str(self.directory), branch=self.branch, idle_seconds=0, **how)  # type: ignore[arg-type]


class Person(NamedTuple):
    """A user with an empty HOME. A server that they start is their own."""

    home: Path
    environment: dict[str, str]

    @property
    def server(self) -> homes.Home:
        """The paths of this person's server."""
        return homes.Home(
            data=str(self.home / ".beads" / "dolt"), control=str(self.home / ".beads" / "server")
        )

    def run(
        self, *words: str | Path, cwd: Path, program: str = "bd", **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Run `bd WORDS`, or another program of the project, as this person."""
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
        """Start `bd WORDS`, and do not wait for its end."""
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
        """Run `gt … --json`, which has to succeed, and return its JSON."""
        done = self.gt(*words, "--json", cwd=cwd)
        assert_done(done)
        return json.loads(done.stdout)

    def file(self, name: str) -> Any:
        """Return the content of a JSON file of the town."""
        return json.loads((self.root / name).read_text())


def assert_done(done: subprocess.CompletedProcess[str]) -> None:
    """Fail, with the command's output, where the command failed."""
    assert done.returncode == 0, done.stderr or done.stdout
