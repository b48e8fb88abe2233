"""Symbolic links that lead out of a repository: nothing is read or written through them.

The maker of the repository chose where such links lead. A person who wants the file there names its
real path.
"""

from __future__ import annotations

import os
import shlex

from beadwork.errors import BadFile


def refuse_led_out(path: str, *, done: str, hint: str) -> None:
    """Refuse a path in a git repository where a symbolic link leads out of the repository. Outside
    repositories links are followed.

    `done` says what was not done there (read, written). `hint` may contain {target}.

    Raises:
        BadFile: the message has the link, its target, and that nothing was `done` there.
    """
    absolute = os.path.abspath(path)
    target = os.path.realpath(absolute)
    for repository in _repositories(absolute):
        if not is_within(target, os.path.realpath(repository)):
            link = _link(absolute, repository)
            raise BadFile(
                f"{link} is a symbolic link out of the repository, to {os.path.realpath(link)}; "
                f"nothing was {done} there",
                hint=hint.replace("{target}", shlex.quote(target)),
            )


def is_within(path: str, directory: str) -> bool:
    """Tell whether a real path is in a real directory, or is that directory."""
    return path == directory or path.startswith(f"{directory.rstrip('/')}/")


def _repositories(path: str) -> list[str]:
    """Return the git repositories that are above a path by its name, the innermost first."""
    found, directory = [], os.path.dirname(path)
    while True:
        if os.path.lexists(os.path.join(directory, ".git")):
            found.append(directory)
        above = os.path.dirname(directory)
        if above == directory:
            return found
        directory = above


def _link(path: str, repository: str) -> str:
    """Return the first part of a path whose link leads out of the repository."""
    root, reached = os.path.realpath(repository), repository
    for part in os.path.relpath(path, repository).split(os.sep):
        reached = os.path.join(reached, part)
        if not is_within(os.path.realpath(reached), root):
            return reached
    return path
