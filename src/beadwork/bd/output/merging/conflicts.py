"""The conflicts of issues, for a person and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from beadwork.model.merging.conflict import by_field, in_order, shown_value
from beadwork.model.times.timestamps import format_timestamp

if TYPE_CHECKING:
    from beadwork.actions.merging.conflicts import Undecided
    from beadwork.model.issues.issue import Issue
    from beadwork.model.merging.conflict import Candidate


def sentences(issue: Issue, candidates: Sequence[Candidate]) -> Iterable[str]:
    """Yield a line for each undecided field of one issue. Ours comes first."""
    for field, found in by_field(issue, candidates):
        now = issue.to_dict().get(field)
        values = (
            f"{shown_value(candidate.value)} on {candidate.origin}{ours(candidate, now)}"
            for candidate in found
        )
        yield f"{field} is {', '.join(values)}"


def ours(candidate: Candidate, current: Any) -> str:
    """Return the mark of the value that the issue has now."""
    return " (ours)" if candidate.value == current else ""


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
