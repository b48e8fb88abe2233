"""The conflicts of issues, for a person and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from beadwork.model.issues import record
from beadwork.model.times.timestamps import format_timestamp

if TYPE_CHECKING:
    from beadwork.actions.merging.conflicts import Undecided
    from beadwork.model.issues.issue import Issue
    from beadwork.model.merging.conflict import Candidate


def of_issue(issue: Issue, candidates: Sequence[Candidate]) -> list[dict[str, Any]]:
    """Return the conflicts of one issue, as in the JSON of `bd show`. Ours comes first."""
    return [
        {
            "field": field,
            "values": [
                {"value": candidate.value, "origin": candidate.origin} for candidate in found
            ],
        }
        for field, found in _by_field(issue, candidates)
    ]


def sentences(issue: Issue, candidates: Sequence[Candidate]) -> Iterable[str]:
    """Yield a line for each undecided field of one issue. Ours comes first."""
    for field, found in _by_field(issue, candidates):
        now = record.of(issue).get(field)
        values = (
            f"{shown(candidate.value)} on {candidate.origin}{ours(candidate, now)}"
            for candidate in found
        )
        yield f"{field} is {', '.join(values)}"


def ours(candidate: Candidate, current: Any) -> str:
    """Return the mark of the value that the issue has now."""
    return " (ours)" if candidate.value == current else ""


def in_order(candidates: Iterable[Candidate], current: Any) -> list[Candidate]:
    """Return the values of one field: ours first, the others by their branch."""
    return sorted(
        candidates,
        key=lambda candidate: (
            candidate.value != current,
            candidate.origin,
            shown(candidate.value),
        ),
    )


def document(undecided: Undecided) -> dict[str, Any]:
    """Return one field as JSON. `current` and a `value` are null where the field is unset."""
    return {
        "issue_id": undecided.issue.id,
        "title": undecided.issue.title,
        "field": undecided.field,
        "current": undecided.current,
        "values": [
            {
                "value": candidate.value,
                "origin": candidate.origin,
                "recorded_at": format_timestamp(candidate.recorded_at),
            }
            for candidate in in_order(undecided.candidates, undecided.current)
        ],
    }


def shown(value: Any) -> str:
    """Return a JSON value as text for a person."""
    if value is None:
        return "unset"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _by_field(issue: Issue, candidates: Sequence[Candidate]) -> list[tuple[str, list[Candidate]]]:
    now = record.of(issue)
    grouped = groupby(candidates, key=lambda candidate: candidate.field)
    return [(field, in_order(found, now.get(field))) for field, found in grouped]
