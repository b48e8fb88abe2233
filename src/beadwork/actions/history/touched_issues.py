"""Which issues commits touched: by their messages, or by a diff where a message names none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from beadwork.model.history import commit_message
from beadwork.store.history import diffs
from beadwork.store.history.log import Commit

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader


def of_commits(reader: Reader, commits: Sequence[Commit]) -> list[list[str]]:
    """Return the ids of the issues that each commit touched. A merge touched what differs from its
    first parent.
    """
    opaque = [
        commit
        for commit in commits
        if commit.parents and not commit_message.names_its_issues(commit.message)
    ]
    ids = diffs.ids(reader, [(commit.parents[0], commit.hash) for commit in opaque])
    by_commit = dict(zip((commit.hash for commit in opaque), ids, strict=True))
    return [
        by_commit[commit.hash]
        if commit.hash in by_commit
        else commit_message.issues(commit.message)
        for commit in commits
    ]
