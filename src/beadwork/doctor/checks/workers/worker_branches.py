"""Every branch and worktree of a worker has a record, and every record has its branch."""

from __future__ import annotations

from pathlib import Path

from beadwork.doctor.each_tracker import check_each_tracker
from beadwork.doctor.finding import Finding
from beadwork.doctor.subject import Subject
from beadwork.dolt.versions import branches
from beadwork.model.workers.state import State
from beadwork.town.layout import Town
from beadwork.town.overview import POLECAT
from beadwork.town.workers import record, worktree
from beadwork.workspace.connection.link import Link

WORKSPACE = False

_MADE = (State.WORKING, State.QUEUED)
"""The states of workers that have a branch."""


def look(subject: Subject) -> Finding:
    town = subject.required_town
    return check_each_tracker(
        subject,
        lambda tracker, link: _left(town, tracker.name, link),
        "none is left over",
        summary=lambda number: f"{number} branches and worktrees of workers are left over or gone",
        hint="gt polecat list; bd branch show NAME",
    )


def _left(town: Town, rig: str, link: Link) -> list[str]:
    known = {name for name in branches.names(link.session) if name.startswith(POLECAT)}
    workers = record.all_of(town, rig).workers  # after the branches: a new worker has its record
    owned = {worker.branch for worker in workers}
    made = {worker.branch for worker in workers if worker.state in _MADE}
    places = {Path(worker.worktree).name for worker in workers}
    return [
        *(f"the branch {name} has no worker" for name in sorted(known - owned)),
        *(f"the branch {name} of a worker is gone" for name in sorted(made - known)),
        *(
            f"{path} is no worker's"
            for path in sorted((town.rig(rig) / worktree.PLACE).glob("*"))
            if path.name not in places
        ),
    ]
