"""The metadata.json that git's branches have, for a checkout that has none."""

from __future__ import annotations

from typing import Any, NamedTuple

from beadwork.errors import BadWorkspace
from beadwork.files import bounded, json_file
from beadwork.workspace import git_command
from beadwork.workspace.settings import metadata

PATH = ".beads/metadata.json"
MAIN = ("main", "master", "origin/HEAD", "origin/main", "origin/master")
"""The branches whose tracker is used from a checkout that has none. Anybody's branch may have been
fetched, so others are only named.
"""
OTHERS = 100
"""How many other branches are looked at, the newest first."""


class OnBranch(NamedTuple):
    """The content of a metadata.json, and the branch (or `HEAD`) that has it."""

    branch: str
    content: dict[str, Any]


def of(directory: str) -> list[OnBranch]:
    """Return the usable metadata.json of each branch of the git project whose root is `directory`:
    that of HEAD, of the main branches, then of others. Each tracker comes once.
    """
    listed = git_command.run(
        directory,
        "for-each-ref",
        f"--count={OTHERS}",
        "--sort=-committerdate",
        "--format=%(refname:short)",
        "refs/heads",
        "refs/remotes",
    )
    branches = list(dict.fromkeys(("HEAD", *MAIN, *(listed or "").split())))
    found: dict[tuple[str, str], OnBranch] = {}
    for branch, blob in _blobs(directory, branches).items():
        content = _content(directory, blob)
        if content:
            tracker = (content["dolt_database"], content.get("project_id", ""))
            found.setdefault(tracker, OnBranch(branch, content))
    return list(found.values())


def _blobs(directory: str, branches: list[str]) -> dict[str, str]:
    """Return the id of the file by branch, the same id once only."""
    asked = "".join(f"{branch}:{PATH}\n" for branch in branches)
    answer = git_command.run(directory, "cat-file", "--batch-check", stdin=asked) or ""
    found: dict[str, str] = {}
    for branch, line in zip(branches, answer.splitlines(), strict=False):
        blob, _, rest = line.partition(" ")
        kind, _, size = rest.partition(" ")
        if kind == "blob" and int(size) <= bounded.SMALL and blob not in found.values():
            found[branch] = blob
    return found


def _content(directory: str, blob: str) -> dict[str, Any] | None:
    """Return the content where it is that of a tracker on a Dolt server, else None."""
    text = git_command.run(directory, "cat-file", "blob", blob) or ""
    try:
        return metadata.checked(json_file.parse(text.encode()), PATH)
    except (ValueError, BadWorkspace):
        return None
