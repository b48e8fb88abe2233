"""What git's remote `origin` says of a tracker: whether it has Dolt data, and the URL by which Dolt
reaches it.
"""

from __future__ import annotations

import os
import re

from beadwork.workspace import git_command

REF = "refs/dolt/data"

_SCP = re.compile(r"(?!-)(?:[\w.-]+@)?[\w.-]+:(?!//)(?!\\)")
_DOLT_SCHEMES = ("git+", "file://", "aws://", "gs://", "oci://", "localbs://", "dolthub://")


def origin(directory: str) -> str:
    """Return the URL of `origin`, empty where there is no git project, no git, or no such
    remote.
    """
    return git_command.run(directory, "remote", "get-url", "origin") or ""


def has_data(directory: str) -> bool | None:
    """Tell whether `origin` holds Dolt data; None where git failed or took too long."""
    found = git_command.run(directory, "ls-remote", "--", "origin", REF)
    return None if found is None else REF in found


def for_dolt(url: str, directory: str) -> str:
    """Return the URL by which Dolt reaches a git remote. A URL in Dolt's own form is returned as it
    is. A relative path counts from `directory`.

    >>> for_dolt("git@example.org:team/api.git", "/")
    'git+ssh://git@example.org/team/api.git'
    >>> for_dolt("https://example.org/team/api.git", "/")
    'git+https://example.org/team/api.git'
    >>> for_dolt("../api.git", "/work/clone"), for_dolt("file:///backup/api", "/")
    ('git+file:///work/api.git', 'file:///backup/api')
    """
    if url.startswith(_DOLT_SCHEMES) and not (url.startswith("file://") and url.endswith(".git")):
        return url
    if url.startswith(("http://", "https://", "ssh://", "file://")):
        return f"git+{url}"
    if _SCP.match(url):
        place, _, path = url.partition(":")
        return f"git+ssh://{place}/{path.lstrip('/')}"
    return f"git+file://{os.path.normpath(os.path.join(directory, url))}"


def of_origin(directory: str) -> str:
    """Return Dolt's URL for `origin`, which is a git remote whatever its form; empty where there is
    none.
    """
    url = origin(directory)
    if url.startswith("file://"):
        return f"git+{url}"
    return for_dolt(url, directory) if url else ""
