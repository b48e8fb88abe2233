"""Find issues that lack what their type requires (model/issues/completeness.py)."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from beadwork.dolt.writing.transaction import Reader
from beadwork.model.issues import completeness
from beadwork.model.issues.issue import Issue
from beadwork.model.issues.kinds import Vocabulary
from beadwork.store.search import lists
from beadwork.store.search.filters import Filter


class Incomplete(NamedTuple):
    """An issue, and what is missing in it."""

    issue: Issue
    missing: list[str]


def lint(reader: Reader, wanted: Filter, vocabulary: Vocabulary, now: datetime) -> list[Incomplete]:
    """Return the incomplete issues among those of a filter, in the filter's order."""
    found = lists.page(reader, wanted._replace(limit=None), vocabulary, now).issues
    lacking = [Incomplete(issue, completeness.missing(issue)) for issue in found]
    return [entry for entry in lacking if entry.missing]
