"""The trackers that figures are measured on: a home of the bench's own, and synthetic projects of
several sizes in it.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import NamedTuple

from beadwork.tracker import InternalTracker
from beadwork.tracker import open_internal as open_tracker
from bench import data, synthetic
from bench.measure import BD


class Project(NamedTuple):
    """One workspace of the bench and some of its issues."""

    directory: Path
    ids: list[str]

    def tracker(self, branch: str | None = None) -> InternalTracker:
        """Return a tracker on it."""
        return open_tracker(str(self.directory), branch=branch, idle_seconds=0)


def make(base: Path, name: str, count: int) -> Project:
    """Return a project with `count` synthetic issues."""
    directory = base / name
    directory.mkdir()
    subprocess.run(
        [BD, "init", "-p", "syn", "--database", name], cwd=directory, check=True, stdout=-3
    )
    project = Project(directory, [])
    with project.tracker() as tracker:
        if count:
            data.load(tracker, synthetic.rows(count))
        rows = tracker.ask(
            lambda s: s.rows("SELECT id FROM issues WHERE status = 'open' ORDER BY id LIMIT 400")
        )
    return project._replace(ids=[row[0] for row in rows])
