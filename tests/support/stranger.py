"""A stranger's repository, and a person who has cloned it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

from harness import Person, assert_done

PASSWORD = "the password of my own server"
SECRET = "what only I may read"
PROJECT = "11111111-2222-4333-8444-555555555555"
GIT = ("git", "-c", "user.name=S", "-c", "user.email=s@example.org")


class Clone(NamedTuple):
    """A clone of a stranger's repository, and the person who works in it."""

    person: Person
    directory: Path
    upstream: Path

    def run(self, *words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run `bd WORDS` in the clone, with the person's password in the environment."""
        known = {"BEADS_DOLT_PASSWORD": PASSWORD, "BEADWORK_CONNECT_SECONDS": "1", **environment}
        return self.person.run(*words, cwd=self.directory, **known)


class Stranger:
    """Makes repositories as an attacker would."""

    def __init__(self, person: Person, directory: Path) -> None:
        self.person = person
        self.directory = directory

    def clone(self, files: dict[str, str], **keys: Any) -> Clone:
        """Return a clone of a repository with a metadata.json of these keys, and other files."""
        upstream = self.directory / "upstream"
        metadata = {
            "database": "dolt",
            "backend": "dolt",
            "dolt_mode": "server",
            "dolt_database": "api",
            "project_id": PROJECT,
            **keys,
        }
        for name, text in {".beads/metadata.json": json.dumps(metadata), **files}.items():
            path = upstream / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        self.git("init", "-q", "-b", "main", cwd=upstream)
        self.git("add", "--all", "--force", cwd=upstream)
        self.git("commit", "-q", "-m", "all yours", cwd=upstream)
        place = self.person.home / "code" / "api"
        place.parent.mkdir()
        self.git("clone", "-q", str(upstream), str(place), cwd=self.directory)
        return Clone(self.person, place, upstream)

    def git(self, *words: str, cwd: Path) -> None:
        """Run git. It has to succeed."""
        done = subprocess.run(
            [*GIT, *words], cwd=cwd, env=self.person.environment, capture_output=True, text=True
        )
        assert_done(done)
