"""The changes of a plan on both sides, merged field by field."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from beadwork.model.commons.copies import SHARED
from beadwork.model.issues.issue import Issue

Base = Mapping[str, str]
"""The digests of the shared fields when both sides were equal last, by field."""


def base_of(issue: Issue) -> dict[str, str]:
    """Return the digests of the shared fields of an issue."""
    return {field: _digest(getattr(issue, field)) for field in SHARED}


def merged(one: Issue, other: Issue, base: Base) -> dict[str, Any]:
    """Return the values of the shared fields for both sides, decided field by field.

    What only one side has changed since `base` is taken. Where both have, or where nothing is known
    of the base, the side that was updated last is taken, and of equal times the greater value, so
    that every town decides alike.
    """
    return {field: _decided(one, other, field, base.get(field, "")) for field in SHARED}


def _decided(one: Issue, other: Issue, field: str, base: str) -> Any:
    mine, theirs = getattr(one, field), getattr(other, field)
    if _digest(mine) == base:
        return theirs
    if _digest(theirs) == base:
        return mine
    sides = sorted(
        ((one.updated_at, _text(mine), mine), (other.updated_at, _text(theirs), theirs)),
        key=lambda side: side[:2],
    )
    return sides[-1][2]


def _digest(value: Any) -> str:
    return sha256(_text(value).encode()).hexdigest()[:16]


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
