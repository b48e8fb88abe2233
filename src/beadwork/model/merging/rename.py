"""The new id of an issue of theirs whose id another issue of ours has, and the rows that refer to
it.

Two rows are one issue if they share their *birth*: `created_at` and `created_by`. The new id is
computed from the old id and the birth, so every merge of the same two sides gives the same id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from itertools import count
from typing import Any

from beadwork.model.issues import ids
from beadwork.model.issues.issue import Issue

Birth = tuple[datetime, str | None]
"""The time at which an issue was filed, and by whom."""
Renames = dict[str, str]
"""New ids by old ones."""


def new_ids(issue_id: str, birth: Birth) -> Iterator[str]:
    """Yield the ids that an issue may get, in the order in which they are tried.

    >>> next(new_ids("bd-a3f9k", (datetime(2026, 2, 11), "alice")))
    'bd-u0hai'
    """
    created_at, created_by = birth
    prefix = ids.prefix_of(issue_id) or ids.FALLBACK_PREFIX
    length = max(len(ids.suffix_of(issue_id)), ids.SHORTEST)
    for attempt in count():
        moment = created_at.isoformat(" ", "microseconds")
        text = f"{issue_id}\n{moment}\n{created_by or ''}\n{attempt}"
        yield ids.fresh(prefix, sha256(text.encode()).digest(), length)


def choose(issue_id: str, birth: Birth, taken: Mapping[str, Birth | None]) -> str:
    """Return the new id of an issue. `taken` has the ids in use, with the births of their issues.

    A child (`epic.3`) gets the number after the highest in use. Any other issue gets the first of
    its new ids that is free, or that belongs to it already.
    """
    parent = ids.parent_of(issue_id)
    if parent is None:
        return next(name for name in new_ids(issue_id, birth) if taken.get(name, birth) == birth)
    numbers = [ids.child_number(parent, name) or 0 for name in taken]
    return ids.child(parent, max(numbers, default=0) + 1)


def new_id(renames: Renames, issue_id: str) -> str:
    """Return an issue's id after the renames."""
    return renames.get(issue_id, issue_id)


def comment_id(old: str, new: str) -> str:
    """Return the id of the comment that records a rename, the same wherever it is made.

    >>> comment_id("bd-1", "bd-2")
    'a1422125-5e91-9e7b-0c67-6f31a5017f1e'
    """
    digits = sha256(f"{old}\n{new}".encode()).hexdigest()
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:32]))


def row(columns: Iterable[int], values: tuple[Any, ...], renames: Renames) -> tuple[Any, ...]:
    """Return a row with the ids in these columns renamed."""
    changed = list(values)
    for column in columns:
        changed[column] = renames.get(changed[column], changed[column])
    return tuple(changed)


def issue(original: Issue, renames: Renames) -> Issue:
    """Return an issue with its own id and its parent's renamed."""
    parent = None if original.parent is None else new_id(renames, original.parent)
    return original._replace(id=new_id(renames, original.id), parent=parent)
