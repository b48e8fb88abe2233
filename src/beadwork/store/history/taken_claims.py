"""The claims that went to somebody else between two commits of `main`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader

TAKEN = """
    SELECT to_id, from_assignee, to_assignee FROM dolt_diff(%s, %s, 'issues')
    WHERE from_assignee <> to_assignee AND from_status IN ('in_progress', 'hooked')
        AND to_status IN ('in_progress', 'hooked')
    ORDER BY to_id
"""


class TakenClaim(NamedTuple):
    """An issue in progress, who had it, and who has it now."""

    issue_id: str
    loser: str
    winner: str


def between(reader: Reader, before: str, after: str) -> list[TakenClaim]:
    """Return the claims that have another owner at `after` than at `before`."""
    return [TakenClaim(*map(str, row)) for row in reader.rows(TAKEN, before, after)]
