"""The direct children of an issue, as a list."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from beadwork.dolt.writing.transaction import Reader
from beadwork.model.issues.kinds import Vocabulary
from beadwork.store.search import lists
from beadwork.store.search.filters import Filter
from beadwork.store.search.lists import Page


class Children(NamedTuple):
    """The id of an issue, and its direct children."""

    parent: str
    page: Page


OF_ONE = "parent = %s"


def page(
    reader: Reader, parent: str, wanted: Filter, vocabulary: Vocabulary, now: datetime
) -> Page:
    """Return the children of `parent`, open or closed, for which the filter holds."""
    return lists.matching(reader, wanted, vocabulary, now, [(OF_ONE, (parent,))])
