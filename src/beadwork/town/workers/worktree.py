"""The git worktree of a worker, `RIG/polecats/NAME`, and the branch of its code.

`bd` finds the rig's workspace from it. Where the commit itself has a `.beads` that leads elsewhere,
a redirect in the worktree leads to the rig's clone.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress

from beadwork.errors import BadWorkspace, BeadworkError, Exists, Invalid
from beadwork.files.atomic import replace
from beadwork.model.hints import command
from beadwork.town.layout import Town
from beadwork.town.rigs import unsaved_work
from beadwork.town.workers.record import Worker
from beadwork.workspace import git_command, locate

PLACE = "polecats"
REDIRECT = os.path.join("..", "..", "mayor", "rig", ".beads")
"""From the worktree to the workspace of the rig's clone."""


def place(town: Town, rig: str, name: str) -> str:
    """Return the absolute path of a worker's worktree."""
    return os.path.join(os.path.abspath(town.root), rig, PLACE, name)


def head(town: Town, rig: str) -> str:
    """Return the commit that is checked out in a rig's clone: new branches begin there.

    Raises:
        Invalid: the clone has no commit, or is no git repository.
    """
    clone = str(town.clone(rig))
    found = git_command.run(clone, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    if not found:
        raise Invalid(
            f"{clone} has no commit that a worktree could begin at",
            hint=command("git", "-C", clone, "log"),
        )
    return found


def branches(town: Town, rig: str, beginning: str) -> set[str]:
    """Return the branches of a rig's code whose names begin so."""
    said = git_command.run(
        str(town.clone(rig)), "for-each-ref", "--format=%(refname:short)", "refs/heads/"
    )
    return {name for name in (said or "").splitlines() if name.startswith(beginning)}


def refuse_taken(town: Town, worker: Worker) -> None:
    """Refuse a worktree or a branch of the code that is there already.

    Raises:
        Exists: it is there; the message names it.
    """
    if os.path.lexists(worker.worktree):
        raise Exists(
            f"{worker.worktree} already exists, and is no worker's",
            hint=command("gt", "sling", *worker.beads, worker.rig, "--name", "NAME"),
        )
    if worker.git_branch in branches(town, worker.rig, worker.git_branch):
        clone = str(town.clone(worker.rig))
        raise Exists(
            f"{clone} has a git branch {worker.git_branch} already",
            hint=command("git", "-C", clone, "log", worker.git_branch),
        )


def make(town: Town, worker: Worker) -> None:
    """Make the worktree, on a new branch from `git_base`, and let `bd` find the rig from it.

    Raises:
        BeadworkError: git failed.
        OSError: the directory cannot be written.
    """
    clone = str(town.clone(worker.rig))
    os.makedirs(os.path.dirname(worker.worktree), exist_ok=True)
    words = ["worktree", "add", "--quiet", "--no-track", "-b", worker.git_branch]
    git_command.change(clone, *words, "--", worker.worktree, worker.git_base)
    _lead_to_rig(clone, worker.worktree)


def _lead_to_rig(clone: str, worktree: str) -> None:
    """Write a redirect where the files of the commit would lead `bd` elsewhere."""
    beads = os.path.join(worktree, ".beads")
    if not os.path.lexists(beads):
        return  # git leads from the worktree to the clone
    with suppress(BadWorkspace):
        found = locate.governing(worktree)
        wanted = locate.governing(clone)
        if found and wanted and found.project_id == wanted.project_id:
            return
    if os.path.islink(beads) or not os.path.isdir(beads):
        raise Invalid(f"{beads} of the project is no directory", hint=command("ls", "-l", beads))
    replace(os.path.join(beads, "redirect"), f"{REDIRECT}\n", mode=0o644)


def is_touched(worker: Worker) -> bool:
    """Tell whether a worktree has a commit or a change, or cannot be asked."""
    if not os.path.isdir(worker.worktree):
        return False
    head = git_command.run(worker.worktree, "rev-parse", "HEAD")
    changed = git_command.run(worker.worktree, "status", "--porcelain", "--untracked-files=all")
    lines = (changed or "").splitlines()
    is_clean = changed is not None and all(unsaved_work.OURS.fullmatch(line) for line in lines)
    return head != worker.git_base or not is_clean


def missing(town: Town, worker: Worker) -> list[str]:
    """Return what is gone of a worker's worktree and of the branch of its code, in words."""
    gone = [] if os.path.isdir(worker.worktree) else [f"its worktree {worker.worktree} is gone"]
    if worker.git_branch not in branches(town, worker.rig, worker.git_branch):
        gone.append(f"its git branch {worker.git_branch} is gone")
    return gone


def remove_new(town: Town, worker: Worker) -> None:
    """Remove a worktree in which nobody has worked yet, and its branch. What is not there is no
    error.

    Raises:
        BeadworkError: it cannot be removed.
    """
    clone = str(town.clone(worker.rig))
    if not os.path.isdir(clone):
        return
    git_command.run(clone, "worktree", "unlock", worker.worktree)  # git locks what it is making
    git_command.run(clone, "worktree", "remove", "--force", "--", worker.worktree)
    shutil.rmtree(worker.worktree, ignore_errors=True)
    git_command.run(clone, "worktree", "prune")
    if worker.git_branch in branches(town, worker.rig, worker.git_branch):
        git_command.change(clone, "branch", "--quiet", "-D", "--", worker.git_branch)
    if os.path.lexists(worker.worktree):
        raise BeadworkError(
            f"{worker.worktree} cannot be removed", hint=command("ls", "-la", worker.worktree)
        )
    with suppress(OSError):
        os.rmdir(os.path.dirname(worker.worktree))
