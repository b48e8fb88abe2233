"""No worker's branch has waited for more than a week to be merged."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from beadwork.doctor.each_tracker import check_each_tracker
from beadwork.doctor.finding import Finding, count
from beadwork.doctor.subject import Subject
from beadwork.dolt.versions import branches
from beadwork.dolt.versions.branches import Branch
from beadwork.town.overview import POLECAT
from beadwork.workspace.connection.link import Link

WORKSPACE = False

LATE = timedelta(days=7)
STAMPED = re.compile(r"-(\d{9,11})$")
"""A worker's branch name ends in the time when the branch was made, in seconds since the epoch."""


def look(subject: Subject) -> Finding:
    return check_each_tracker(
        subject,
        lambda tracker, link: _late(link),
        "none",
        summary=lambda number: f"{number} branches of workers have waited for a week or more",
        hint="bd branch show NAME, then `bd merge NAME`",
    )


def _late(link: Link) -> list[str]:
    now = datetime.now(UTC).replace(tzinfo=None)
    known = {branch.name: branch for branch in branches.read_all(link.session)}
    workers = [branch for name, branch in known.items() if name.startswith(POLECAT)]
    late = [branch for branch in workers if now - _moved(branch) > LATE]
    if not late or "main" not in known:
        return []
    distances = branches.distances(
        link.session, [branch.commit for branch in late], known["main"].commit
    )
    return [
        (
            f"{branch.name}: {count(distance.ahead, 'commit')} not in main, the last by "
            f"{branch.author} at {branch.date:%Y-%m-%d}"
        )
        for branch, distance in zip(late, distances, strict=True)
        if distance.ahead or STAMPED.search(branch.name)
    ]


def _moved(branch: Branch) -> datetime:
    """Return the time of a branch's newest commit, or of its creation (by its name) if later."""
    stamp = STAMPED.search(branch.name)
    made = datetime.fromtimestamp(int(stamp[1]), UTC).replace(tzinfo=None) if stamp else branch.date
    return max(made, branch.date)
