"""What git's remote `origin` says of a tracker: whether it has Dolt data, and the URL by which Dolt
reaches it.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote

from beadwork.dolt.server.files import credential_store
from beadwork.model.remotes import endpoint
from beadwork.workspace import git_command

REF = "refs/dolt/data"


def origin(directory: str) -> str:
    """Return the URL of `origin`, empty where there is no git project, no git, or no such
    remote.
    """
    return git_command.run(directory, "remote", "get-url", "origin") or ""


def has_data(directory: str) -> bool | None:
    """Tell whether `origin` holds Dolt data; None where git failed or took too long."""
    found = git_command.run(directory, "ls-remote", "--", "origin", REF)
    return None if found is None else REF in found


def holds_data(url: str) -> bool | None:
    """Tell whether the git repository of a URL in Dolt's form holds Dolt data; None where git
    failed or took too long.
    """
    found = git_command.run("/", "ls-remote", "--", for_git(url), REF)
    return None if found is None else REF in found


def has_branch(url: str) -> bool | None:
    """Tell whether the git repository of a URL in Dolt's form (`git+ssh://…`) has a branch; None
    where git failed or took too long.
    """
    found = git_command.run("/", "ls-remote", "--heads", "--", for_git(url))
    return None if found is None else bool(found)


def for_git(url: str) -> str:
    """Return the URL by which git reaches a repository, from its URL in Dolt's form.

    >>> for_git("git+ssh://git@example.org/./team/api.git")
    'git@example.org:team/api.git'
    """
    plain = url.removeprefix("git+")
    place, marker, path = plain.partition("/./")
    return f"{place.removeprefix('ssh://')}:{unquote(path)}" if marker else plain


def of_origin(directory: str, say: Callable[[str], None]) -> str:
    """Return Dolt's URL for `origin`, empty where there is none. A password in it goes to the store
    of credentials, of which `say` gets a line.

    Raises:
        Usage: Dolt cannot reach it.
    """
    url = origin(directory)
    return endpoint.parse_git(credential_store.take_out(url, say), directory).url if url else ""
