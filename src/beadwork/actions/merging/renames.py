"""Find the issues that get another id in a merge, and ids that are free."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from beadwork.model.merging import issue_names
from beadwork.model.merging.identities import Births
from beadwork.model.merging.issue_names import Renaming
from beadwork.model.merging.rename import Birth
from beadwork.model.merging.side import Sides
from beadwork.store import merging
from beadwork.store.merging import Brief, Change, Changes

if TYPE_CHECKING:
    from beadwork.dolt.versions.merging import Heads
    from beadwork.dolt.writing.transaction import Reader


def may_have_happened(changes: Sides[Changes]) -> bool:
    """Tell whether an earlier merge may have renamed an issue: an old id is another issue's now, or
    no issue's. All changes have to be read then.
    """
    return bool(
        changes.ours.deleted or any(issue_names.reused(births(side.issues)) for side in changes)
    )


def find(reader: Reader, heads: Heads, changes: Sides[Changes]) -> Renaming:
    """Return the renames of a merge. This takes a round trip only where new ids are needed."""

    def births_of(ids: Collection[str]) -> Mapping[str, Birth]:
        return merging.births(reader, Sides(heads.ours, heads.theirs), ids)

    return issue_names.find(births(changes.ours.issues), births(changes.theirs.issues), births_of)


def births(side: Mapping[str, Change]) -> Births:
    """Return the births of changed issues."""
    return {issue_id: (_birth(before), _birth(after)) for issue_id, (before, after) in side.items()}


def _birth(brief: Brief | None) -> Birth | None:
    return (brief.created_at, brief.created_by) if brief else None
