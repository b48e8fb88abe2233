"""Run Dolt itself on a directory that no server serves: a copy of a database, a backup, a clone.

This is for copies only: reading writes too (Dolt 1.88.1 puts `stats/` beside the data, and fills
the journal's index).
"""

from __future__ import annotations

import json
import resource
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from beadwork.dolt import required_program
from beadwork.dolt.server import configuration
from beadwork.dolt.server.files.home import Home
from beadwork.errors import StorageFailure
from beadwork.model.settings_table import int_setting

OUT_OF_MEMORY = ("out of memory", "runtime/cgo: pthread_create failed")
"""What Go prints where the system gives it no more memory. Early in its start it dies of a signal.
"""
GB = 1 << 30

LIMIT_SECONDS = int_setting("server.offline-timeout")
"""The longest that one run may take: a large database over a slow line."""

NOISE = ("time=", "goroutine", "\t", "panic:")
"""How the lines of Dolt's output begin that tell a person nothing."""


CONFIGURATION = {
    "metrics.disabled": "true",
    "versioncheck.disabled": "true",
    # A restore first makes an empty repository with a commit, which needs an author. The backup
    # then replaces that commit.
    "user.name": "beadwork",
    "user.email": "beadwork@localhost",
}


class Dolt(NamedTuple):
    """A `dolt` program and its environment: what pushes need, and nothing that could prompt."""

    path: Path
    environment: dict[str, str]

    def run(
        self,
        directory: Path,
        *words: str,
        memory: int | None = None,
        seconds: float = LIMIT_SECONDS,
    ) -> subprocess.CompletedProcess[str]:
        """Run `dolt WORDS` in a directory. With `memory` it ends where it would need more bytes.

        Raises:
            StorageFailure: Dolt has not ended within so many `seconds`, or needs more memory.
        """
        # Go collects its garbage harder as it comes near to GOMEMLIMIT. The system ends it at twice
        # as much.
        limits = {"GOMEMLIMIT": str(memory)} if memory else {}
        try:
            completed = subprocess.run(
                [str(self.path), *words],
                cwd=directory,
                env={**self.environment, **limits},
                preexec_fn=partial(_limit, 2 * memory) if memory else None,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                errors="replace",
                timeout=seconds,
                umask=0o077,
            )
        except subprocess.TimeoutExpired:
            raise StorageFailure(
                f"dolt {words[0]} in {directory} did not end within {seconds:g} s"
            ) from None
        starved = any(words in completed.stderr for words in OUT_OF_MEMORY)
        if memory and (starved or completed.returncode < 0):
            raise StorageFailure(
                f"dolt {words[0]} needs more than {2 * memory / GB:.1f} GB of memory"
            )
        return completed

    def rows(self, directory: Path, *statements: str) -> list[list[tuple[Any, ...]]]:
        """Run statements on the database of a directory and return the rows of each.

        The columns come in alphabetical order, as in Dolt's JSON: each statement has to name its
        columns in that order.

        Raises:
            StorageFailure: the database cannot be read; the message has Dolt's own words.
        """
        return [
            [tuple(row[key] for key in sorted(row)) for row in rows]
            for rows in self.records(directory, *statements)
        ]

    def records(self, directory: Path, *statements: str) -> list[list[dict[str, Any]]]:
        """Return the same rows as `rows`, each as a dict of its columns that are not NULL.

        Raises:
            StorageFailure: as `rows`.
        """
        completed = self.run(directory, "sql", "-r", "json", "-q", "; ".join(statements))
        if completed.returncode:
            raise StorageFailure(f"{directory} cannot be read: {failure_reason(completed)}")
        answers = [
            json.loads(line) for line in completed.stdout.splitlines() if line.startswith("{")
        ]
        return [answer.get("rows", []) for answer in answers]


def _limit(size: int) -> None:
    """Let this process take so many bytes of memory at most (setrlimit(2), RLIMIT_DATA)."""
    resource.setrlimit(resource.RLIMIT_DATA, (size, size))


def dolt_of(home: Home, say: Callable[[str], None]) -> Dolt:
    """Return the Dolt of the server of `home`, to be run beside that server.

    Raises:
        DoltMissing: there is no Dolt and none can be installed.
    """
    dolt = required_program.require(say).path
    root = Path(home.control) / "tools"
    configured = root / ".dolt" / "config_global.json"
    configured.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not configured.exists():
        configured.write_text(json.dumps(CONFIGURATION) + "\n")
    return Dolt(dolt, {**configuration.environment(home, ""), "DOLT_ROOT_PATH": str(root)})


def failure_reason(completed: subprocess.CompletedProcess[str]) -> str:
    """Return the last line of a failed Dolt's output that says why it failed."""
    lines = [
        line.strip()
        for line in f"{completed.stdout}\n{completed.stderr}".splitlines()
        if line.strip()
    ]
    plain = [line for line in lines if not line.startswith(NOISE)] or lines
    return plain[-1][:300] if plain else f"exit status {completed.returncode}, and no word"
