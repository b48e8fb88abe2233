"""The actor of a write, and the owner's email address.

The actor is the first that is set of `--actor`, `BEADS_ACTOR`, `BD_ACTOR`, `GT_ADDRESS` (a worker's
address in its town: two workers of one name would share their claims), the person's own setting
`actor`, git's `user.name`, and `$USER`. The owner is git's `user.email`. Git is asked once, and its
answer is kept with the times of its configuration files.
"""

from __future__ import annotations

import os

from beadwork.dolt.writing.author import Author
from beadwork.errors import BadFile
from beadwork.files import bounded
from beadwork.model.issues import issue as values
from beadwork.model.settings_table import float_setting
from beadwork.workspace import file_cache
from beadwork.workspace.settings import own_settings


def author(start: str, *, chosen: str = "", setting: str = "") -> Author:
    """Return the author of what is written from the directory `start`."""
    named = own_settings.named_actor(chosen, setting)
    name, email = git_user(start)
    return Author(
        named or name or os.environ.get("USER") or os.environ.get("LOGNAME") or "unknown", email
    )


def git_user(start: str) -> tuple[str, str]:
    """Return git's `user.name` and `user.email` in a directory; empty where git is missing, or has
    none.
    """
    repository = _repository(start)
    key = "\0".join(["git user", repository, *_environment()])
    known = file_cache.recall(key)
    if known is None:
        found, files = _ask_git(repository or os.path.abspath(start))
        known = {"name": found.get("user.name", ""), "email": found.get("user.email", "")}
        file_cache.remember(key, sorted({*files, *_standard_files(repository)}), known)
    return str(known["name"]), str(known["email"])


def _environment() -> list[str]:
    """Return the environment variables that git's answer depends on, as `NAME=value`. Variables
    such as GIT_CONFIG_KEY_0 are settings themselves.
    """
    named = ("HOME", "XDG_CONFIG_HOME", "GIT_DIR", "PATH")
    return [
        f"{name}={value}"
        for name, value in sorted(os.environ.items())
        if name in named or name.startswith("GIT_CONFIG")
    ]


def _repository(start: str) -> str:
    directory = os.path.abspath(start)
    while not os.path.exists(os.path.join(directory, ".git")):
        above = os.path.dirname(directory)
        if above == directory:
            return ""
        directory = above
    return directory


def _standard_files(repository: str) -> list[str]:
    """Return the files whose appearance would change git's answer."""
    home = os.path.expanduser("~")
    files = [
        os.environ.get("GIT_CONFIG_GLOBAL") or os.path.join(home, ".gitconfig"),
        os.path.join(
            os.environ.get("XDG_CONFIG_HOME") or os.path.join(home, ".config"), "git", "config"
        ),
        os.environ.get("GIT_CONFIG_SYSTEM") or "/etc/gitconfig",
    ]
    if repository:
        directory = _git_directory(repository)
        files += [os.path.join(directory, "config"), os.path.join(directory, "config.worktree")]
    return [os.path.abspath(file) for file in files]


def _git_directory(repository: str) -> str:
    """Return the git directory of this worktree alone."""
    path = os.path.join(repository, ".git")
    try:
        said = bounded.read_path(path)
        return os.path.join(repository, said.removeprefix("gitdir:").strip())
    except (OSError, BadFile):  # a directory: the main worktree
        return path


def _ask_git(directory: str) -> tuple[dict[str, str], list[str]]:
    """Return git's whole configuration in a directory by key, and the files that it came from."""
    import subprocess

    try:
        answer = subprocess.run(
            ["git", "-C", directory, "config", "--list", "--show-origin", "--null"],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=float_setting("git.config-timeout"),
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return {}, []
    fields = answer.stdout.decode(errors="replace").split("\0")
    found, files = {}, []
    for origin, setting in zip(fields[::2], fields[1::2], strict=False):
        key, _, value = setting.partition("\n")
        found[key.lower()] = value
        if origin.startswith("file:"):
            files.append(os.path.normpath(os.path.join(directory, origin.removeprefix("file:"))))
    return found, sorted(set(files))


def checked(author: Author) -> Author:
    """Return the author, if the columns `created_by`, `assignee` and `owner` can hold it.

    Raises:
        Invalid: the name or the address is longer than 255 characters, has a control character, or
            is not UTF-8.
    """
    return Author(
        values.name("actor", author.name) or "unknown", values.name("owner", author.email) or ""
    )
