"""Find open issues that say the same."""

from __future__ import annotations

from datetime import datetime

from beadwork.dolt.write import Reader
from beadwork.model import likeness
from beadwork.model.issue import Issue
from beadwork.model.kinds import Vocabulary
from beadwork.store import lists
from beadwork.store.filters import Filter


def duplicates(reader: Reader, wanted: Filter, vocabulary: Vocabulary, now: datetime) -> list[list[Issue]]:
    """Return the groups of equal issues among those that a filter asks for, in each the oldest first."""
    return likeness.groups(lists.page(reader, wanted, vocabulary, now).issues)
