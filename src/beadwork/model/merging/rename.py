"""The new id of an issue whose id another issue has, and the rows that refer to it.

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

    A child stays below its parent. Its number is made of its old number and its birth alone, so
    that it is the same where the parent has another id meanwhile.

    >>> next(new_ids("bd-a3f9k", (datetime(2026, 2, 11), "alice")))
    'bd-u0hai'
    >>> next(new_ids("bd-a3f9k.1", (datetime(2026, 2, 11), "alice")))
    'bd-a3f9k.195555'
    """
    parent = ids.parent_of(issue_id)
    old = issue_id.rpartition(".")[2] if parent else issue_id
    prefix = ids.prefix_of(issue_id) or ids.FALLBACK_PREFIX
    length = max(len(ids.suffix_of(issue_id)), ids.SHORTEST)
    for attempt in count():
        entropy = _entropy(old, birth, attempt)
        yield ids.drawn_child(parent, entropy) if parent else ids.fresh(prefix, entropy, length)


def _entropy(old: str, birth: Birth, attempt: int) -> bytes:
    created_at, created_by = birth
    moment = created_at.isoformat(" ", "microseconds")
    return sha256(f"{old}\n{moment}\n{created_by or ''}\n{attempt}".encode()).digest()


def choose(issue_id: str, birth: Birth, taken: Mapping[str, Birth | None]) -> str:
    """Return the new id of an issue: the first that is free, or that belongs to it already.
    `taken` has the ids in use, with the births of their issues.
    """
    return next(name for name in new_ids(issue_id, birth) if taken.get(name, birth) == birth)


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
