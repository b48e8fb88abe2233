"""What git's remote `origin` says of a tracker: whether it has Dolt data, and the URL by which Dolt
reaches it.
"""

from __future__ import annotations

from collections.abc import Callable

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


def of_origin(directory: str, say: Callable[[str], None]) -> str:
    """Return Dolt's URL for `origin`, empty where there is none. A password in it goes to the store
    of credentials, of which `say` gets a line.

    Raises:
        Usage: Dolt cannot reach it.
    """
    url = origin(directory)
    return endpoint.parse_git(credential_store.take_out(url, say), directory).url if url else ""
