"""Whether the work of a branch, which counts as merged, was taken out again by undoing the merge
that brought it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from beadwork.model.history import undo_message
from beadwork.store.history import first_parents

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader


def of(reader: Reader, tip: str) -> str:
    """Return the undoing, in the history of the branch in use, of the merge that brought in a
    commit; "" where none stands.
    """
    for undoing, target in undo_message.effective_undoings(first_parents.undoings(reader)):
        merge = first_parents.commit(reader, target)
        if len(merge.parents) > 1 and tip in merge.parents[1:]:
            return undoing
    return ""
