"""What a merge left to a person: one field of one issue, with every value that a side had.

Each value is a row of its own, keyed by its digest, so that two towns that meet the same conflict
from opposite sides write the same rows, and rows of several merges come together as a set.
"""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple


class Candidate(NamedTuple):
    """One value that a field could have, in the column order of `conflicts`."""

    issue_id: str
    field: str
    """By its name in JSON."""
    digest: str
    value: Any
    """As in JSON; None where the side had it unset."""
    origin: str
    """The branch that had it."""
    recorded_at: datetime


def candidate(
    issue_id: str, field: str, value: Any, origin: str, recorded_at: datetime
) -> Candidate:
    """Return the row for one value."""
    return Candidate(issue_id, field, digest(value), value, origin, recorded_at)


def digest(value: Any) -> str:
    """Return 16 hex digits that stand for a value: the head of SHA-256 over its JSON.

    >>> digest(60)
    '39fa9ec190eee7b6'
    """
    return sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]
