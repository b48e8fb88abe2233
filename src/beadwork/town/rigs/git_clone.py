"""Clone a rig's project with git, under another name first: `mayor/rig` is complete or absent."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from beadwork.dolt.server import git_environment
from beadwork.dolt.server.files import credential_store
from beadwork.errors import BeadworkError, Invalid
from beadwork.model.hints import command
from beadwork.model.settings_table import int_setting
from beadwork.workspace import git_command

SECONDS = int_setting("git.clone-timeout")
PARTIAL = ".cloning-"
"""The beginning of the name of an unfinished clone."""


def checked_source(source: str) -> str:
    """Return a git URL or a path, the path made absolute.

    Raises:
        Invalid: git would take the text for an option, or for a program to run.
    """
    if (
        source.startswith("-")
        or "::" in source.split("/")[0]
        or any(character < " " for character in source)
    ):
        raise Invalid(
            f'not a git URL: "{source}"', hint="git@example.org:team/project.git, or a path"
        )
    return os.path.abspath(source) if os.path.isdir(source) else source


def checked_branch(branch: str) -> str:
    """Return the name of a branch, empty where none is given.

    Raises:
        Invalid: git would take the name for an option.
    """
    if branch.startswith("-"):
        raise Invalid(f'not a branch: "{branch}"')
    return branch


def clone(url: str, target: Path, branch: str) -> None:
    """Clone into `target`, which is absent, and remove what an interrupted clone left beside it.

    Raises:
        BeadworkError: git failed. Nothing is left of the clone.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    for unfinished in target.parent.glob(f"{PARTIAL}*"):
        shutil.rmtree(unfinished, ignore_errors=True)
    partial = target.with_name(f"{PARTIAL}{os.urandom(4).hex()}")
    try:
        _run(
            [
                "git",
                "clone",
                *credential_store.options(url),
                "--quiet",
                *([f"--branch={branch}"] if branch else []),
                "--",
                url,
                str(partial),
            ],
            url,
        )
        partial.rename(target)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _run(words: list[str], url: str) -> None:
    environment = {**os.environ, **git_environment.quiet(os.environ)}
    try:
        completed = subprocess.run(
            words,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            env=environment,
            timeout=SECONDS,
        )
    except FileNotFoundError:
        raise BeadworkError("git is not on the PATH", hint="install git") from None
    except subprocess.TimeoutExpired:
        raise BeadworkError(
            f"git has been cloning {url} for {SECONDS} s", hint="git ls-remote URL"
        ) from None
    if completed.returncode:
        raise BeadworkError(
            f"git could not clone {url}: {git_command.reason(completed.stderr)}",
            hint=command("git", "ls-remote", url),
        )
