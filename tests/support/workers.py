"""A rig with code and a git remote, and workers of it, for tests of what takes workers away."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

from beadwork.dolt.versions import branches
from beadwork.model.workers.state import State
from beadwork.town.daemon import tmux
from beadwork.town.layout import Town
from beadwork.town.remotes import places
from beadwork.town.workers import record, worker_lock
from beadwork.town.workers.record import Worker
from beadwork.tracker import InternalTracker
from harness import Mayor, assert_done

RIG = "gastown"
IDENTITY = ("-c", "user.name=Me", "-c", "user.email=me@example.org")


def make_rig(mayor: Mayor, project: Path, rig: str = RIG, prefix: str = "gt") -> Town:
    """Add a rig that is a clone of a bare repository, and return the town."""
    bare = mayor.person.home / f"{rig}.git"
    git(mayor, project, "clone", "-q", "--bare", str(project), str(bare))
    assert_done(mayor.gt("rig", "add", rig, bare, "--prefix", prefix))
    return Town(mayor.root)


def git(mayor: Mayor, place: Path | str, *words: str) -> str:
    """Run git in a directory, which has to succeed, and return its output."""
    done = subprocess.run(
        ["git", "-C", place, *IDENTITY, *words],
        env=mayor.person.environment, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def make(town: Town, name: str, *beads: str, session: str = "", rig: str = RIG) -> Worker:
    """Make a worker for issues, which are filed, with worktree, branches and record."""
    worker = Worker(
        name=name, rig=rig, beads=beads, branch=f"polecat-{name}-1",
        worktree=str(town.rig(rig) / "polecats" / name), git_branch=f"polecat-{name}-1",
        session=session, agent=(), actor=f"{rig}/polecats/{name}",
        created_at="2026-02-08T10:00:00Z", state=State.WORKING,
    )  # fmt: skip
    with places.tracker(town, rig, actor=worker.actor) as main:
        for bead in beads:
            main.create(f"Bead {bead}", id=bead)
            main.update(bead, status="hooked", assignee=worker.actor)
        base = main.create_branch(worker.branch).commit
    words = ["worktree", "add", "-q", "-b", worker.git_branch, worker.worktree]
    subprocess.run(["git", "-C", town.clone(rig), *words], check=True, capture_output=True)
    with worker_lock.held(town, rig, name, "gt sling"):
        record.create(town, worker._replace(base=base))
    return worker._replace(base=base)


def on(town: Town, worker: Worker) -> InternalTracker:
    """Return a tracker on the branch of a worker."""
    from beadwork.tracker import of_workspace
    from beadwork.workspace import locate

    directory = str(town.clone(worker.rig))
    return of_workspace(
        locate.find(directory), directory, actor=worker.actor, branch=worker.branch,
        idle_seconds=0,
    )  # fmt: skip


def main_of(town: Town, rig: str = RIG) -> InternalTracker:
    """Return a tracker on `main` of a rig."""
    return places.tracker(town, rig, actor="tester")


def left_of(town: Town, worker: Worker) -> dict[str, Any]:
    """Return what is there of a worker."""
    with main_of(town, worker.rig) as main:
        names = main.ask(branches.names)
    clone = town.clone(worker.rig)
    listed = subprocess.run(
        ["git", "-C", clone, "worktree", "list", "--porcelain"], capture_output=True, text=True
    ).stdout
    heads = subprocess.run(
        ["git", "-C", clone, "for-each-ref", "--format=%(refname:short)", "refs/heads"],
        capture_output=True, text=True,
    ).stdout  # fmt: skip
    found = {
        "branch": worker.branch in names,
        "worktree": Path(worker.worktree).exists() or worker.worktree in listed,
        "git_branch": worker.git_branch in heads.split(),
        "record": record.read(town, worker.rig, worker.name) is not None,
        "session": bool(worker.session) and worker.session in (tmux.names(town) or ()),
        "lock": bool(list(Path(record.directory(town, worker.rig)).glob(f".{worker.name}.*"))),
    }
    return {name: is_there for name, is_there in found.items() if is_there}
