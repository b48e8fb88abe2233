"""The code of a worker: what only its worktree has, and its worktree and branch taken away.

Git is asked, and a failure of git is a refusal. Ignored files are deleted with a worktree, as by
`git worktree remove`.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NamedTuple

from beadwork.errors import BeadworkError, NotFound, UnfinishedWork
from beadwork.files import directory_lock
from beadwork.model.hints import command
from beadwork.town.layout import Town
from beadwork.town.rigs import unsaved_work
from beadwork.town.workers.record import Worker
from beadwork.workspace.git_command import change as git

NONE = "none"
"""The name of the remote where commits are pushed nowhere: they have to be on a branch then."""

DISCARDED = "refs/discarded/"
"""The refs that keep what a nuked worker had alone. They are neither branches nor tags, so that no
push takes them.
"""
_AUTHOR = ("-c", "user.name=beadwork", "-c", "user.email=beadwork@localhost")


class Unsaved(NamedTuple):
    """What only a worker's worktree has."""

    changes: list[str]
    """As `git status --porcelain` shows them, without the files that `bd` makes."""
    commits: list[str]
    """Each as its short hash and its title, the newest first."""


def is_there(worker: Worker) -> bool:
    """Tell whether the worktree is there, as git made it."""
    return os.path.lexists(os.path.join(worker.worktree, ".git"))


def head(worker: Worker) -> str:
    """Return the commit that the worktree is at."""
    return git(worker.worktree, "rev-parse", "HEAD").strip()


def unsaved(town: Town, worker: Worker, remote: str = "") -> Unsaved:
    """Return what only the worktree has. `remote` is the remote that has to have the commits, ""
    for any, NONE where a branch is enough.

    Raises:
        NotFound: there is no such remote, or none at all.
        BeadworkError: git failed.
    """
    return Unsaved(changes(worker), commits(town, worker, remote))


def changes(worker: Worker) -> list[str]:
    """Return the uncommitted changes of a worktree, none where it is gone.

    Raises:
        BeadworkError: git failed.
    """
    if not is_there(worker):
        return []
    top = git(worker.worktree, "rev-parse", "--show-toplevel").strip()
    if not top or not Path(worker.worktree).samefile(top):
        raise BeadworkError(f"git does not see {worker.worktree} as the worktree that it is")
    shown = git(worker.worktree, "status", "--porcelain", "-z", "--untracked-files=all")
    found = [line for line in shown.split("\0") if line]
    return [line for line in found if not unsaved_work.OURS.fullmatch(line)]


def commits(town: Town, worker: Worker, remote: str = "") -> list[str]:
    """Return the commits of the worktree and its branch that `remote` does not have; raises as
    `unsaved`.
    """
    clone = str(town.clone(worker.rig))
    tips = [*([head(worker)] if is_there(worker) else []), *_tip(clone, worker.git_branch)]
    if not tips:
        return []
    shown = git(clone, "log", "--oneline", *tips, "--not", *_holders(clone, remote), "--")
    return shown.splitlines()


def _holders(clone: str, remote: str) -> list[str]:
    """Return the words that name what has to have the commits."""
    if remote == NONE:
        return ["--branches", "--tags", "--remotes"]
    known = git(clone, "remote").split()
    if remote and remote not in known:
        raise NotFound(f'{clone} has no remote "{remote}"', hint=_known(known))
    return [f"--remotes={remote}" if remote else "--remotes"]


def _known(remotes: list[str]) -> str:
    return f"the remotes are: {', '.join(remotes)}" if remotes else f"--git-remote {NONE}"


def only_here(town: Town, worker: Worker) -> Unsaved:
    """Return what is lost with the worktree and the branch: what is committed nowhere, and commits
    that no other branch, tag or remote has.

    Raises:
        BeadworkError: git failed.
    """
    clone = str(town.clone(worker.rig))
    if not os.path.isdir(clone):
        return Unsaved([], [])
    tips = [*([head(worker)] if is_there(worker) else []), *_tip(clone, worker.git_branch)]
    commits: list[str] = []
    if tips:
        words = ["log", "--oneline", *tips, "--not", *_elsewhere(worker.git_branch), "--"]
        commits = git(clone, *words).splitlines()
    return Unsaved(changes(worker), commits)


def keep(town: Town, worker: Worker) -> None:
    """Give a ref to what is lost with the worktree and the branch. Uncommitted changes become a
    commit, which is on no branch.

    Raises:
        BeadworkError: git failed.
    """
    clone, found = str(town.clone(worker.rig)), only_here(town, worker)
    if found.changes:
        place = worker.worktree
        git(place, "add", "--all")
        tree, parent = git(place, "write-tree").strip(), head(worker)
        words = ["commit-tree", "-p", parent, "-m", f"uncommitted in {worker.address}", tree]
        _keep(clone, worker, git(place, *_AUTHOR, *words).strip())
    for commit in dict.fromkeys([*([head(worker)] if is_there(worker) else [])]):
        if found.commits:
            _keep(clone, worker, commit)
    if found.commits:
        for commit in _tip(clone, worker.git_branch):
            _keep(clone, worker, commit)


def _keep(clone: str, worker: Worker, commit: str) -> None:
    if not git(clone, "for-each-ref", f"--contains={commit}", DISCARDED.rstrip("/")):
        git(clone, "update-ref", f"{DISCARDED}{worker.git_branch}-{commit[:8]}", commit)


def kept(town: Town, worker: Worker) -> list[tuple[str, str]]:
    """Return the refs that `keep` has made for a worker, each with its commit."""
    clone = str(town.clone(worker.rig))
    if not os.path.isdir(clone):
        return []
    pattern = f"{DISCARDED}{worker.git_branch}-*"
    shown = git(clone, "for-each-ref", "--format=%(refname) %(objectname)", pattern)
    return [
        (ref, commit) for ref, _, commit in (line.partition(" ") for line in shown.splitlines())
    ]


def refuse_unsaved(town: Town, worker: Worker, remote: str) -> None:
    """Refuse where only the worktree has something; `remote` is as in `unsaved`.

    Raises:
        UnfinishedWork: the message names it.
        NotFound: there is no worktree, or no such remote.
        BeadworkError: git failed.
    """
    found = unsaved(town, worker, remote)
    place = worker.worktree
    if found.changes:
        raise UnfinishedWork(
            f"{place} has uncommitted changes: {found.changes[0].strip()}",
            hint=command("git", "-C", place, "status"),
        )
    if found.commits:
        where = f"the remote {remote} does not have" if remote else "no remote has"
        if remote == NONE:
            where = "no branch has"
        hint = command("git", "-C", place, "push", remote or "origin", "HEAD")
        if remote == NONE:
            hint = command("git", "-C", place, "branch", f"{worker.git_branch}-kept", "HEAD")
        elif not git(str(town.clone(worker.rig)), "remote").split():
            hint = f"{command('gt', 'done', worker.address)} --git-remote {NONE}"
        raise UnfinishedWork(f"{place} has commits that {where}: {found.commits[0]}", hint=hint)


def remove(town: Town, worker: Worker) -> str:
    """Remove the worktree, and the branch unless only it has its commits. Return the commit of a
    branch that stays, "" for none. What is gone already is no error.

    Raises:
        BeadworkError: git failed, or the directory cannot be removed.
    """
    clone = str(town.clone(worker.rig))
    if not os.path.isdir(clone):
        return ""
    with directory_lock.held(clone):  # git has no lock of its own for several worktrees
        _remove_worktree(town, worker)
        return _remove_branch(clone, worker.git_branch)


def _remove_worktree(town: Town, worker: Worker) -> None:
    clone, place = str(town.clone(worker.rig)), worker.worktree
    if is_there(worker):
        git(clone, "worktree", "remove", "--force", place)
    if os.path.isdir(place) and not os.path.islink(place):
        _refuse_foreign_place(town, worker)
        shutil.rmtree(place)  # a removal was killed half-way
    git(clone, "worktree", "prune")


def _refuse_foreign_place(town: Town, worker: Worker) -> None:
    place, rig = Path(worker.worktree), town.rig(worker.rig)
    if os.listdir(place) and not place.resolve().is_relative_to(rig.resolve() / "polecats"):
        raise BeadworkError(
            f"{place} is no worktree of git any more, and is not below {rig}",
            hint=f"{command('ls', '-la', str(place))}; move it away",
        )


def _remove_branch(clone: str, branch: str) -> str:
    tip = _tip(clone, branch)
    if not tip:
        return ""
    elsewhere = [*_elsewhere(branch), f"--glob={DISCARDED}*"]
    if git(clone, "log", "--oneline", "-n1", *tip, "--not", *elsewhere, "--"):
        return tip[0]
    git(clone, "branch", "-q", "-D", "--", branch)
    return ""


def _elsewhere(branch: str) -> list[str]:
    """Return the words that name whatever else may have the commits of a branch."""
    return [f"--exclude={branch}", "--branches", "--tags", "--remotes"]


def _tip(clone: str, branch: str) -> list[str]:
    """Return the commit of a branch, nothing where it is gone."""
    shown = git(
        clone, "for-each-ref", "--format=%(objectname)", f"refs/heads/{branch}"
    ).splitlines()
    return shown[:1]
