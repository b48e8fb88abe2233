"""Tell whether the merge of a branch was undone. The branch still counts as merged then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beadwork.model.history import undo_message
from beadwork.store.history import first_parents

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader


def of(reader: Reader, tip: str) -> str:
    """Return the commit that undid the merge of `tip` into the branch in use; "" where there is
    none, or where that commit was itself undone.
    """
    for undoing, target in undo_message.effective_undoings(first_parents.undoings(reader)):
        merge = first_parents.commit(reader, target)
        if len(merge.parents) > 1 and tip in merge.parents[1:]:
            return undoing
    return ""
