"""The direct children of an issue, as a list."""

from __future__ import annotations

from datetime import datetime

from beadwork.dolt.writing.transaction import Reader
from beadwork.model.issues.kinds import Vocabulary
from beadwork.store.search import lists
from beadwork.store.search.filters import Clause, Filter
from beadwork.store.search.lists import Page

OF_ONE = "parent = %s"
NOT_DELETED = "status <> 'tombstone'"


def page(
    reader: Reader, parent: str, wanted: Filter, vocabulary: Vocabulary, now: datetime
) -> Page:
    """Return the children of `parent`, open or closed, for which the filter holds. Those marked as
    deleted (`tombstone`) are left out unless the filter has statuses, ids or `everything`.
    """
    shown: list[Clause] = [(OF_ONE, (parent,))]
    if not (wanted.everything or wanted.statuses or wanted.ids):
        shown.append((NOT_DELETED, ()))
    return lists.matching(reader, wanted, vocabulary, now, shown)
