"""The git worktrees of a rig whose directory was renamed.

A repository and its worktrees know each other by absolute paths. `git worktree repair` writes both
again. Redirects of worktrees that name the rig by an absolute path follow.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from beadwork.errors import BadFile
from beadwork.files import bounded
from beadwork.files.atomic import replace
from beadwork.model.hints import command
from beadwork.workspace import git_command

LINK = "gitdir: "


def repair(old: Path, new: Path, say: Callable[[str], None]) -> None:
    """Repair what is below the directory `new`, which was `old`. A failure of git is printed with
    the command to type.
    """
    for place in _checkouts(new):
        _repair_redirect(place, old, new)
        if (place / ".git").is_dir():
            known = [_moved(worktree, old, new) for worktree in _worktrees(place)]
            for worktree in known:
                _repair_redirect(worktree, old, new)
            _git(place, [worktree for worktree in known if worktree.is_dir()], say)
        else:
            main = _repository(place)
            if main is not None and not main.is_relative_to(old) and main.is_dir():
                _git(main, [place], say)


def _checkouts(directory: Path) -> Iterator[Path]:
    """Yield each repository and each worktree below a directory, without those inside another."""
    for here, directories, files in os.walk(directory):
        if ".git" in directories or ".git" in files:
            directories.clear()
            yield Path(here)


def _worktrees(repository: Path) -> list[Path]:
    """Return the paths that a repository has of its worktrees."""
    links = sorted((repository / ".git" / "worktrees").glob("*/gitdir"))
    return [(link.parent / text).parent for link in links if (text := _text(link))]


def _repository(worktree: Path) -> Path | None:
    """Return the repository of a worktree, by the path that the worktree has of it."""
    link = _text(worktree / ".git")
    if not link.startswith(LINK):
        return None
    return Path(os.path.normpath(worktree / link.removeprefix(LINK))).parent.parent.parent


def _moved(path: Path, old: Path, new: Path) -> Path:
    path = Path(os.path.normpath(path))
    return new / path.relative_to(old) if path.is_relative_to(old) else path


def _git(repository: Path, worktrees: list[Path], say: Callable[[str], None]) -> None:
    if not worktrees:
        return
    words = ["worktree", "repair", *map(str, worktrees)]
    if git_command.run(str(repository), *words) is None:
        say(f"git could not repair the worktrees: {command('git', '-C', str(repository), *words)}")


def _repair_redirect(place: Path, old: Path, new: Path) -> None:
    link = place / ".beads" / "redirect"
    target = Path(_text(link))
    if not link.is_symlink() and target.is_absolute() and target.is_relative_to(old):
        replace(str(link), f"{_moved(target, old, new)}\n", mode=0o644)


def _text(path: Path) -> str:
    try:
        return bounded.read_path(str(path))
    except (OSError, BadFile):
        return ""
