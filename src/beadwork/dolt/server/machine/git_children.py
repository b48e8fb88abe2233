"""The git processes that a server has started to talk to a git remote."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress

import psutil

CACHE = os.path.join(".dolt", "git-remote-cache")
"""Where, in the directory of a database, Dolt keeps the git repositories through which it talks to
git remotes.
"""


def end(server: int, data: str, database: str) -> None:
    """Ask the git processes of a server's database to end, with all that they have started.

    `server` is the pid, `data` its data directory. With no database all of the server's are asked.
    """
    for git in _at_remotes(server, data, database):
        with suppress(psutil.Error):
            for process in [*git.children(recursive=True), git]:
                with suppress(psutil.Error):
                    process.terminate()


def _at_remotes(server: int, data: str, database: str) -> Iterator[psutil.Process]:
    with suppress(psutil.Error):
        for child in psutil.Process(server).children():
            with suppress(psutil.Error):
                if _is_of(child.cmdline(), data, database):
                    yield child


def _is_of(words: list[str], data: str, database: str) -> bool:
    """Tell whether a command line is that of git, at work in the cache of a database."""
    if "--git-dir" not in words[:-1]:
        return False
    place = os.path.realpath(words[words.index("--git-dir") + 1])
    root = os.path.realpath(data)
    own = os.path.join(root, CACHE, "")  # of a server that has one database for itself
    of_database = os.path.join(root, database, CACHE, "") if database else os.path.join(root, "")
    return f"{os.sep}{CACHE}{os.sep}" in place and place.startswith((own, of_database))
