"""Refuse to delete a rig's directory that has work which no remote has, or other people's files.

Git is asked about every repository and worktree in the directory. A failure of git is a refusal,
too. Ignored files are deleted, as by `git worktree remove`.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from beadwork.errors import BeadworkError, Invalid
from beadwork.model.hints import command
from beadwork.town.rigs.git_clone import PARTIAL
from beadwork.workspace import git_command

OURS = re.compile(
    r"\?\? "
    r"\.beads/\.?(metadata\.json|redirect|init\.json|\.gitignore|config\.yaml)(\.\d+\.[0-9a-f]{8})?"
)
"""Files that `bd` makes in a clone, as `git status` shows them. A number follows the name after a
killed write.
"""
TEMPORARY = re.compile(r"\.(.+)\.\d+\.[0-9a-f]{8}")
"""The temporary file of a killed write (dolt/server/files/record.py: replace)."""


def refuse(place: Path, made: frozenset[Path]) -> None:
    """Refuse a directory that cannot be deleted without loss.

    `made` are the files outside any clone that `gt rig add` made.

    Raises:
        Invalid: work would be lost; the message names it.
        BeadworkError: git failed.
    """
    for here, directories, files in os.walk(place, onerror=_unreadable):
        at = Path(here)
        if at.parent == place / "mayor" and at.name.startswith(PARTIAL):
            directories.clear()
            continue
        if os.path.lexists(at / ".git"):
            _refuse_repository(at, place)
            directories[:] = [name for name in directories if name != ".git"]
        elif not _is_in_repository(at, place):
            _refuse_files(at, directories, files, made)


def _unreadable(error: OSError) -> None:
    raise BeadworkError(
        f"{error.filename} cannot be examined: {error.strerror}", hint=f"ls -la {error.filename}"
    )


def _is_in_repository(at: Path, place: Path) -> bool:
    return any(
        os.path.lexists(above / ".git") for above in at.parents if above.is_relative_to(place)
    )


def _refuse_files(
    at: Path, directories: list[str], files: list[str], made: frozenset[Path]
) -> None:
    links = [name for name in directories if (at / name).is_symlink()]
    for name in sorted([*files, *links]):
        written = TEMPORARY.fullmatch(name)
        if at / (written[1] if written else name) not in made:
            raise Invalid(
                f"{at / name} does not belong to the rig", hint=f"ls -la {at}; move it away"
            )


def _refuse_repository(clone: Path, place: Path) -> None:
    top = _git(clone, "rev-parse", "--show-toplevel").strip()
    if not top or not clone.samefile(top):
        raise BeadworkError(
            f"git does not see {clone} as the repository that it is", hint=_hint(clone, "status")
        )
    changed = [
        line
        for line in _git(clone, "status", "--porcelain", "-z", "--untracked-files=all").split("\0")
        if line
    ]
    stashed = _git(clone, "stash", "list").splitlines()
    trees = list(_worktrees(clone))
    heads = sorted({head for _, head in trees if head.strip("0")})
    commits = _git(
        clone, "log", "--oneline", "--branches", *heads, "--not", "--remotes", "--"
    ).splitlines()
    away = [
        path
        for path, _ in trees
        if path.exists() and not path.resolve().is_relative_to(place.resolve())
    ]
    for found, what, words in (
        ([line for line in changed if not OURS.fullmatch(line)], "uncommitted changes", ["status"]),
        (stashed, "stashed changes", ["stash", "list"]),
        (
            commits,
            "commits that no remote has",
            ["log", "--branches", *heads, "--not", "--remotes"],
        ),
        (list(map(str, away)), "a worktree elsewhere", ["worktree", "list"]),
    ):
        if found:
            raise Invalid(f"{clone} has {what}: {found[0].strip()}", hint=_hint(clone, *words))


def _worktrees(clone: Path) -> Iterator[tuple[Path, str]]:
    """Yield each worktree of a repository, including the main one, with its commit, if any."""
    for block in _git(clone, "worktree", "list", "--porcelain").split("\n\n"):
        facts = dict(line.partition(" ")[::2] for line in block.splitlines())
        if "worktree" in facts:
            yield Path(facts["worktree"]), facts.get("HEAD", "")


def _git(clone: Path, *words: str) -> str:
    """Run git in a clone, even where GIT_DIR or a similar variable names another repository.

    Raises:
        BeadworkError: git failed.
    """
    named = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    try:
        completed = subprocess.run(
            ["git", "-C", str(clone), *words],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="surrogateescape",
            env={**named, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"},
        )
    except OSError as error:
        raise BeadworkError(f"git cannot be run: {error.strerror}", hint="install git") from None
    if completed.returncode:
        raise BeadworkError(
            f"git cannot say what {clone} has: {git_command.reason(completed.stderr)}",
            hint=_hint(clone, "status"),
        )
    return completed.stdout


def _hint(clone: Path, *words: str) -> str:
    return command("git", "-C", str(clone), *words)
