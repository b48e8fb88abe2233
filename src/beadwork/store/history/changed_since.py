"""Which of a few issues are not as they were at a commit, their edges and comments included."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from beadwork.store.history.diffs import IDS

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader

WORKING = "WORKING"
_OF_SOME = {
    "issues": "WHERE COALESCE(to_id, from_id) IN %s",
    "dependencies": "WHERE COALESCE(to_issue_id, from_issue_id) IN %s",
    "comments": "WHERE COALESCE(to_issue_id, from_issue_id) IN %s",
}
OF_TABLES = tuple(f"{IDS[table]} {where}" for table, where in _OF_SOME.items())


def ids(reader: Reader, commit: str, issue_ids: Sequence[str]) -> set[str]:
    """Return those of the issues that differ between a commit and now. What the transaction of the
    reader has changed itself counts.
    """
    wanted = tuple(issue_ids)
    answers = reader.read(*((sql, (commit, WORKING, wanted)) for sql in OF_TABLES))
    return {str(row[0]) for answer in answers for row in answer.rows}
