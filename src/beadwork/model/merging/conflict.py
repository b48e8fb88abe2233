"""A conflict that a merge left to a person: one field of one issue, with the value of each side.

Each value is a row of its own, keyed by its digest. So two towns that meet the same conflict from
opposite sides write the same rows, and the rows of several merges form a set.
"""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple


class Candidate(NamedTuple):
    """One of the values of a conflict, in the column order of `conflicts`."""

    issue_id: str
    field: str
    """The field's name in JSON."""
    digest: str
    value: Any
    """The JSON value; None where the field was unset on the side."""
    origin: str
    """The branch that had the value."""
    recorded_at: datetime


def candidate(
    issue_id: str, field: str, value: Any, origin: str, recorded_at: datetime
) -> Candidate:
    """Return the row of one value of a conflict."""
    return Candidate(issue_id, field, digest(value), value, origin, recorded_at)


def digest(value: Any) -> str:
    """Return the digest of a value: the first 16 hex digits of the SHA-256 of its JSON.

    >>> digest(60)
    '39fa9ec190eee7b6'
    """
    return sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]
