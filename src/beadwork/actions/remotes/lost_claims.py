"""The claims that a merge undid: both sides had claimed an issue while they were apart.

The rule of the field table decides alike on both sides (docs/design/merging.md), so that one owner
is left. Whoever lost is to be told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from beadwork.actions.merging.merge import Merge


class LostClaim(NamedTuple):
    """An issue that two workers had claimed, and who has it now."""

    issue_id: str
    loser: str
    winner: str


def of(merge: Merge) -> list[LostClaim]:
    """Return the claims that a merge undid, by the names of the workers who lost them."""
    return [
        LostClaim(str(entry.key[0]), str(name), str(decision.result))
        for entry in merge.report.entries
        if entry.table == "issues"
        for decision in entry.fields
        if decision.field == "assignee" and decision.result
        for name in (decision.ours, decision.theirs)
        if name and name != decision.result
    ]
