"""Two different issues were born under one id: ours keeps it, theirs gets another, and what speaks
of it follows.

What an issue is, beside its id, are the time and the name under which it was filed: two rows that
share these are one issue. The new id is made of them, so that whoever merges the same two arrives
at the same one.
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
Renames = dict[str, str]


def candidates(issue_id: str, born: Birth) -> Iterator[str]:
    """Yield the names that an issue may get, in the order in which they are tried.

    >>> next(candidates("bd-a3f9k", (datetime(2026, 2, 11), "alice")))
    'bd-u0hai'
    """
    prefix = ids.prefix_of(issue_id) or ids.FALLBACK_PREFIX
    length = max(len(ids.suffix_of(issue_id)), ids.SHORTEST)
    for attempt in count():
        text = f"{issue_id}\n{born[0].isoformat(' ', 'microseconds')}\n{born[1] or ''}\n{attempt}"
        yield ids.fresh(prefix, sha256(text.encode()).digest(), length)


def choose(issue_id: str, born: Birth, taken: Mapping[str, Birth | None]) -> str:
    """Return the new id of an issue. `taken` has the ids that are in use, with whose they are.

    A child (`epic.3`) gets the next number that is free; any other the first of its names that is
    free, or its own already.
    """
    parent = ids.parent_of(issue_id)
    if parent is None:
        return next(name for name in candidates(issue_id, born) if taken.get(name, born) == born)
    numbers = [ids.child_number(parent, name) or 0 for name in taken]
    return ids.child(parent, max(numbers, default=0) + 1)


def follow(renames: Renames, issue_id: str) -> str:
    """Return what an id is called then."""
    return renames.get(issue_id, issue_id)


def comment_id(old: str, new: str) -> str:
    """Return the id of the comment that tells of a rename, the same wherever it is made.

    >>> comment_id("bd-1", "bd-2")
    'a1422125-5e91-9e7b-0c67-6f31a5017f1e'
    """
    digits = sha256(f"{old}\n{new}".encode()).hexdigest()
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:32]))


def row(columns: Iterable[int], values: tuple[Any, ...], renames: Renames) -> tuple[Any, ...]:
    """Return a row with the ids in those columns followed."""
    changed = list(values)
    for column in columns:
        changed[column] = renames.get(changed[column], changed[column])
    return tuple(changed)


def issue(found: Issue, renames: Renames) -> Issue:
    """Return an issue with its own id and its parent's followed."""
    return found._replace(
        id=follow(renames, found.id), parent=renames.get(found.parent or "", found.parent)
    )
