"""Which issues each of some commits touched: by what its message says, else by its differences, of
these commits only.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from beadwork.model.history import commit_message
from beadwork.store.history import diffs
from beadwork.store.history.log import Commit

if TYPE_CHECKING:
    from beadwork.dolt.writing.write import Reader


def touched(reader: Reader, commits: Sequence[Commit]) -> list[list[str]]:
    """Return the ids of the issues that each commit touched. A merge touched what its first parent
    did not have so.
    """
    untold = [
        commit for commit in commits if commit.parents and not commit_message.tells(commit.message)
    ]
    ids = diffs.ids(reader, [(commit.parents[0], commit.hash) for commit in untold])
    by_commit = dict(zip((commit.hash for commit in untold), ids, strict=True))
    return [
        commit_message.issues(commit.message)
        if (found := by_commit.get(commit.hash)) is None
        else found
        for commit in commits
    ]
