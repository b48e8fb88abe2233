"""The inputs of every pass of a merge plan."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from beadwork.model.merging.issue_names import Renaming
from beadwork.model.merging.side import Side, Sides, Versions
from beadwork.store.merging import Changes

if TYPE_CHECKING:
    from beadwork.dolt.versions.merging import Divergence
    from beadwork.dolt.writing.transaction import Reader


class Request(NamedTuple):
    """Who merges, when, and which side wins where both differ."""

    actor: str
    now: datetime
    strategy: str


class Inputs(NamedTuple):
    """The inputs of a merge. No pass changes them."""

    reader: Reader
    look: Divergence
    changes: Sides[Changes]
    """What each side changed since the base."""
    renaming: Renaming
    request: Request

    @property
    def commits(self) -> Versions[str]:
        """The commits at the base and on both sides."""
        heads = self.look.heads
        return Versions(heads.base, heads.ours, heads.theirs)


class BroughtBack(NamedTuple):
    """An issue that one side deleted, and that stays because the other side edited it."""

    id: str
    deleted_by: Side
    last_commit: str
    """The last commit of the deleting side that has the issue."""
