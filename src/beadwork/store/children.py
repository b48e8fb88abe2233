"""The direct children of an issue, as a list."""

from __future__ import annotations

from datetime import datetime

from beadwork.dolt.write import Reader
from beadwork.store import lists
from beadwork.store.filters import Filter
from beadwork.store.lists import Page

OF_ONE = "parent = %s"


def page(reader: Reader, parent: str, wanted: Filter, now: datetime) -> Page:
    """Return the children of `parent`, whatever their state, for which the filter holds."""
    return lists.everything(reader, wanted, now, ((OF_ONE, (parent,)),))
