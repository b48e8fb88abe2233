"""Find the issues that have to be called otherwise in a merge, and look up the names that are
free.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from beadwork.model.merging import issue_names
from beadwork.model.merging.issue_names import Births, Renaming
from beadwork.model.merging.rename import Birth
from beadwork.store import merging
from beadwork.store.merging import Brief, Change, Changes

if TYPE_CHECKING:
    from beadwork.dolt.versions.merging import Heads
    from beadwork.dolt.writing.write import Reader


def can_matter(ours: Changes, theirs: Changes) -> bool:
    """Tell whether a side may have an issue under another name than the other or the base, so that
    all has to be known.

    That takes a merge which renamed it: its old name has been given to another, or been given up
    since.
    """
    return bool(
        ours.deleted or any(issue_names.moved(_births(side.issues)) for side in (ours, theirs))
    )


def find(reader: Reader, heads: Heads, ours: Changes, theirs: Changes) -> Renaming:
    """Return the renames of a merge; a round trip only where new names are needed."""

    def taken(names: Collection[str], parents: Collection[str]) -> Mapping[str, Birth]:
        return merging.births(reader, (heads.ours, heads.theirs), names, parents)

    return issue_names.find(_births(ours.issues), _births(theirs.issues), taken)


def _births(side: Mapping[str, Change]) -> Births:
    return {one: (_birth(before), _birth(after)) for one, (before, after) in side.items()}


def _birth(brief: Brief | None) -> Birth | None:
    return (brief.created_at, brief.created_by) if brief else None
