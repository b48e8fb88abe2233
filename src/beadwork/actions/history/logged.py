"""The writes of a branch, each with the issues that it touched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from beadwork.dolt.writing.transaction import Reader
from beadwork.model.history import commit_message
from beadwork.store.history import log
from beadwork.store.history.log import Commit, Wanted


class Logged(NamedTuple):
    """A commit, and the ids of the issues that it touched."""

    commit: Commit
    issues: Sequence[str]


def commits(
    reader: Reader, wanted: Wanted, part: str | None = None, limit: int | None = None
) -> list[Logged]:
    """Return the commits of a filter, the newest first; with `part` those of one issue.

    Raises:
        NotFound, Ambiguous: the part names no issue, present or past, or several.
    """
    if part is not None:
        from beadwork.actions.history import history

        hashes = [entry.commit.hash for entry in history.of(reader, part).entries]
        wanted = wanted._replace(hashes=hashes)
    found = log.commits(reader, wanted, limit)
    return [Logged(*pair) for pair in zip(found, _issues(reader, found), strict=True)]


def _issues(reader: Reader, found: Sequence[Commit]) -> Sequence[Sequence[str]]:
    """Return the issues of each commit. Diffs are read only for commits whose message does not name
    their issues.
    """
    if all(commit_message.names_its_issues(commit.message) for commit in found):
        return [commit_message.issues(commit.message) for commit in found]
    from beadwork.actions.history import touched_issues

    return touched_issues.of_commits(reader, found)
