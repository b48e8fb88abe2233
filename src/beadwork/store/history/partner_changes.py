"""What the merges of a partner changed on an outbound branch, merge by merge."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from beadwork.dolt.connection.session import Row
from beadwork.model.issues.issue import Issue
from beadwork.model.merging.row_merge import Key
from beadwork.store.history import outbound_rows

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader

COMMITS = "SELECT commit_hash, parents FROM dolt_log(%s, '--parents')"

IssueChange = tuple[Issue | None, Issue | None]
RowChange = tuple[Row | None, Row | None]


class Changes(NamedTuple):
    """The rows before and after one merge."""

    issues: Mapping[str, IssueChange]
    rows: Mapping[str, Mapping[Key, RowChange]]
    """By table and key."""


def merges(reader: Reader, since: str, branch: str) -> list[tuple[str, str]]:
    """Return the merges on the first line of a branch, with their first parents, the oldest first.

    `since` is what has been carried already: a commit or a branch.
    """
    head = outbound_rows.head(reader, branch)
    log = {
        str(row[0]): [parent for parent in str(row[1] or "").split(", ") if parent]
        for row in reader.rows(COMMITS, f"{since}..{head}")
    }
    found = []
    while log.get(head):
        if len(log[head]) > 1:
            found.append((head, log[head][0]))
        head = log[head][0]
    return found[::-1]


def of_merge(reader: Reader, before: str, after: str) -> Changes:
    """Return what a merge changed against its first parent."""
    touched = outbound_rows.touched(reader, before, after)
    ids = touched["issues"]
    old, new = (outbound_rows.issues_at(reader, commit, ids) for commit in (before, after))
    rows = {
        table: _row_changes(reader, table, touched[table], before, after)
        for table in outbound_rows.OF_ISSUES
    }
    return Changes({issue_id: (old.get(issue_id), new.get(issue_id)) for issue_id in ids}, rows)


def _row_changes(
    reader: Reader, table: str, ids: set[str], before: str, after: str
) -> dict[Key, RowChange]:
    old, new = (outbound_rows.rows_at(reader, table, commit, ids) for commit in (before, after))
    return {
        key: (old.get(key), new.get(key)) for key in {**old, **new} if old.get(key) != new.get(key)
    }
