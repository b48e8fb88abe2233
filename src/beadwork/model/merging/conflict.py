"""A conflict that a merge left to a person: one field of one issue, with the value of each side.

Each value is a row of its own, keyed by its digest. So two towns that meet the same conflict from
opposite sides write the same rows, and the rows of several merges form a set.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from itertools import groupby
from typing import Any, NamedTuple

from beadwork.model.issues.issue import Issue


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


def of_issue(issue: Issue, candidates: Sequence[Candidate]) -> list[dict[str, Any]]:
    """Return the conflicts of one issue, as in the JSON of `bd show`. Ours comes first."""
    return [
        {
            "field": field,
            "values": [
                {"value": candidate.value, "origin": candidate.origin} for candidate in found
            ],
        }
        for field, found in by_field(issue, candidates)
    ]


def in_order(candidates: Iterable[Candidate], current: Any) -> list[Candidate]:
    """Return the values of one field: ours first, the others by their branch."""
    return sorted(
        candidates,
        key=lambda candidate: (
            candidate.value != current,
            candidate.origin,
            shown_value(candidate.value),
        ),
    )


def shown_value(value: Any) -> str:
    """Return a JSON value as text for a person."""
    if value is None:
        return "unset"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def by_field(issue: Issue, candidates: Sequence[Candidate]) -> list[tuple[str, list[Candidate]]]:
    """Return the undecided fields of one issue, each with its values in order."""
    now = issue.to_dict()
    grouped = groupby(candidates, key=lambda candidate: candidate.field)
    return [(field, in_order(found, now.get(field))) for field, found in grouped]
