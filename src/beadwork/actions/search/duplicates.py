"""Find open issues with the same text."""

from __future__ import annotations

from datetime import datetime

from beadwork.dolt.writing.transaction import Reader
from beadwork.model.issues import similarity
from beadwork.model.issues.issue import Issue
from beadwork.model.issues.kinds import Vocabulary
from beadwork.store.search import lists
from beadwork.store.search.filters import Filter


def duplicates(
    reader: Reader, wanted: Filter, vocabulary: Vocabulary, now: datetime
) -> list[list[Issue]]:
    """Return the groups of equal issues among those of a filter, in each the oldest issue first."""
    return similarity.groups(lists.page(reader, wanted, vocabulary, now).issues)
