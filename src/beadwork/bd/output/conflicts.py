"""What is undecided about issues, for a person and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from beadwork.model.timestamps import format_timestamp

if TYPE_CHECKING:
    from beadwork.actions.conflicts import Undecided
    from beadwork.model.conflict import Candidate


def of_issue(candidates: Sequence[Candidate]) -> list[dict[str, Any]]:
    """Return what is undecided about one issue, as `bd show` has it in JSON."""
    return [
        {"field": field, "values": [{"value": one.value, "origin": one.origin} for one in found]}
        for field, found in _by_field(candidates)
    ]


def sentences(candidates: Sequence[Candidate]) -> Iterable[str]:
    """Yield a line for each field of one issue."""
    for field, found in _by_field(candidates):
        yield f"{field} is {', '.join(f'{shown(one.value)} on {one.origin}' for one in found)}"


def document(undecided: Undecided) -> dict[str, Any]:
    """Return one field as JSON; `current` and a `value` are null where the field is unset there."""
    return {
        "issue_id": undecided.issue.id,
        "title": undecided.issue.title,
        "field": undecided.field,
        "current": undecided.current,
        "values": [
            {"value": one.value, "origin": one.origin, "recorded_at": format_timestamp(one.recorded_at)}
            for one in undecided.candidates
        ],
    }


def shown(value: Any) -> str:
    """Return a value of JSON as a person reads it."""
    if value is None:
        return "unset"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _by_field(candidates: Sequence[Candidate]) -> list[tuple[str, list[Candidate]]]:
    return [(field, list(found)) for field, found in groupby(candidates, key=lambda one: one.field)]
