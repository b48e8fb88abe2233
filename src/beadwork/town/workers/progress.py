"""How far a worker is: the commits of its issues and of its code that are ahead."""

from __future__ import annotations

from typing import NamedTuple

from beadwork.actions.merging.branches import MAIN
from beadwork.dolt.connection.server_errors import ServerError
from beadwork.dolt.versions import branches
from beadwork.dolt.writing.transaction import Reader
from beadwork.errors import BeadworkError
from beadwork.town.layout import Town
from beadwork.town.remotes import places
from beadwork.town.workers.record import Worker
from beadwork.workspace import git_command


class Progress(NamedTuple):
    """Numbers of commits; None where the server or git cannot say."""

    commits: int | None
    """Those of the Dolt branch that `main` does not have."""
    git_commits: int | None
    """Those of the git branch since it was made."""


def look(town: Town, worker: Worker) -> Progress:
    """Return how far a worker is. Nothing is started."""
    try:
        with places.tracker(town, worker.rig) as tracker:
            commits = tracker.ask(lambda reader: _ahead(reader, worker.branch))
    except (BeadworkError, ServerError):
        commits = None
    span = f"{worker.git_base}..{worker.git_branch}"
    said = git_command.run(str(town.clone(worker.rig)), "rev-list", "--count", span, "--")
    return Progress(commits, int(said) if said else None)


def _ahead(reader: Reader, branch: str) -> int | None:
    known = {found.name: found.commit for found in branches.read_all(reader)}
    if branch not in known:
        return None
    return branches.distances(reader, [known[branch]], known[MAIN])[0].ahead
