"""How long issues were in each status, for programs and for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from beadwork.actions.history.query import InStatus
from beadwork.bd.output.history.flow_metrics import readable
from beadwork.console.console import Console
from beadwork.model.history.status_durations import Span


def document(entry: InStatus) -> dict[str, Any]:
    """Return an issue's times as JSON. A span without `to` has not ended."""
    return {
        "id": entry.issue.id,
        "title": entry.issue.title,
        "seconds": {status: round(seconds, 3) for status, seconds in entry.seconds.items()},
        "spans": [_span(span) for span in entry.spans],
    }


def lines(console: Console, issues: Sequence[InStatus], *, spans: bool) -> Iterable[str]:
    """Yield each issue with its times in one line, or with `spans` in a line for each span."""
    widest = max((len(entry.issue.id) for entry in issues), default=0)
    for entry in issues:
        spent = ", ".join(
            f"{status} {readable(seconds)}" for status, seconds in entry.seconds.items()
        )
        room = max(console.terminal.width - widest - len(spent) - 4, 20)
        name = console.style(entry.issue.id if spans else entry.issue.id.ljust(widest), "bold")
        if spans:
            room = console.terminal.width - len(entry.issue.id) - 2
            yield f"{name}  {console.shorten(entry.issue.title, room)}"
            yield from (f"  {_line(span)}" for span in entry.spans)
            yield f"  {console.style(spent, 'dim')}" if spent else "  closed as soon as it came"
        else:
            yield (
                f"{name}  {console.shorten(entry.issue.title, room)}  {console.style(spent, 'dim')}"
            ).rstrip()


def _span(span: Span) -> dict[str, Any]:
    found = {"status": span.status, "from": span.start, "to": span.end, "actor": span.actor}
    return {key: value for key, value in found.items() if value is not None}


def _line(span: Span) -> str:
    start, end = (
        f"{moment:%Y-%m-%d %H:%M}" if moment else "now" for moment in (span.start, span.end)
    )
    lasted = readable((span.end - span.start).total_seconds()) if span.end else ""
    return f"{span.status:<12} {start} to {end:<16} {lasted:>8}  {span.actor or ''}".rstrip()
