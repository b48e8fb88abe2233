"""How many issues a filter asks for, in all or by group. Without a filter every issue counts."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from beadwork.model.issues.kinds import Vocabulary
from beadwork.store import json_columns
from beadwork.store.search import filters, unknown_words
from beadwork.store.search.filters import Clause, Filter

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader

GROUPS = {
    "status": "status",
    "priority": "CONCAT('P', priority)",
    "type": "type",
    "assignee": "COALESCE(assignee, '(unassigned)')",
}
"""The groups to count by, as SQL. `by_label` is apart, because an issue may have many labels."""

NO_LABELS = "(no labels)"


def total(reader: Reader, wanted: Filter, vocabulary: Vocabulary, now: datetime) -> int:
    """Return how many issues a filter asks for."""
    where, bound = _where(reader, wanted, vocabulary, now)
    count = int(reader.rows(f"SELECT COUNT(*) FROM issues {where}", *bound)[0][0])
    if not count or filters.excludes_unknown(wanted, vocabulary):
        unknown_words.refuse(reader, wanted, vocabulary)
    return count


class CountByGroup(NamedTuple):
    """Numbers of issues by group, and in all. An issue is in several groups of labels."""

    total: int
    groups: dict[str, int]


def of_groups(
    reader: Reader, wanted: Filter, vocabulary: Vocabulary, now: datetime, group: str
) -> CountByGroup:
    """Return how many issues a filter asks for, by a group of GROUPS or by `label`."""
    if group == "label":
        return CountByGroup(*by_label(reader, wanted, vocabulary, now))
    found = by(reader, wanted, vocabulary, now, group)
    return CountByGroup(sum(found.values()), found)


def by(
    reader: Reader, wanted: Filter, vocabulary: Vocabulary, now: datetime, group: str
) -> dict[str, int]:
    """Return how many issues a filter asks for, by a group of GROUPS, the largest count first.
    Priorities are in their own order.
    """
    where, bound = _where(reader, wanted, vocabulary, now)
    rows = reader.rows(f"SELECT {GROUPS[group]}, COUNT(*) FROM issues {where} GROUP BY 1", *bound)
    if not rows or filters.excludes_unknown(wanted, vocabulary):
        unknown_words.refuse(reader, wanted, vocabulary)
    found: list[tuple[str, int]] = [(str(name), int(count)) for name, count in rows]
    return dict(
        sorted(found)
        if group == "priority"
        else sorted(found, key=lambda pair: (-pair[1], pair[0]))
    )


def by_label(
    reader: Reader, wanted: Filter, vocabulary: Vocabulary, now: datetime
) -> tuple[int, dict[str, int]]:
    """Return how many issues a filter asks for, and how many of them have each label, the most
    frequent first.
    """
    where, bound = _where(reader, wanted, vocabulary, now)
    rows = reader.rows(f"SELECT labels FROM issues {where}", *bound)
    if not rows or filters.excludes_unknown(wanted, vocabulary):
        unknown_words.refuse(reader, wanted, vocabulary)
    counted: Counter[str] = Counter()
    for (labels,) in rows:
        counted.update(json_columns.texts(labels) or [NO_LABELS])
    return len(rows), dict(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))


def _where(reader: Reader, wanted: Filter, vocabulary: Vocabulary, now: datetime) -> Clause:
    wanted, parents = filters.named(reader, wanted)
    return filters.where(filters.clauses(wanted, vocabulary, now, parents))
