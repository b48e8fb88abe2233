"""One issue as a page of text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from datetime import UTC, datetime

from beadwork.actions.issues.show import Detail, End
from beadwork.bd.output.merging import conflicts
from beadwork.bd.output.search import rows
from beadwork.console.console import Console, encode
from beadwork.model.hints import command
from beadwork.model.times.date_input import ago

TEXTS = (
    ("Description", "description"),
    ("Design", "design"),
    ("Acceptance criteria", "acceptance_criteria"),
    ("Notes", "notes"),
)


def lines(console: Console, detail: Detail) -> Iterable[str]:
    """Yield the lines of an issue's page."""
    issue = detail.issue
    yield f"{rows.sign(console, issue.status)} {console.style(issue.id, 'bold')}  {issue.title}"
    owner = f" · @{issue.assignee}" if issue.assignee else ""
    yield f"  {rows.priority(console, issue.priority)} · {issue.type} · {issue.status}{owner}"
    yield from _facts(detail)
    for title, field in TEXTS:
        value = getattr(issue, field)
        if value:
            yield from ("", console.style(f"{title}:", "bold"), *_indented(value))
    yield from _ends(console, "Depends on", detail.dependencies)
    yield from _ends(console, "Needed by", detail.dependents)
    if detail.comments:
        yield from ("", console.style("Comments:", "bold"))
    for comment in detail.comments:
        yield f"  {comment.author or 'unknown'}, {rows.moment(comment.created_at)}"
        yield from _indented(comment.text, "    ")
    yield ""


def _facts(detail: Detail) -> Iterable[str]:
    issue = detail.issue
    now = datetime.now(UTC).replace(tzinfo=None)
    yield f"  created {ago(issue.created_at, now)} by {issue.created_by or 'unknown'}, updated {ago(issue.updated_at, now)}"
    if issue.closed_at:
        yield f"  closed {ago(issue.closed_at, now)}" + (
            f": {issue.close_reason}" if issue.close_reason else ""
        )
    if issue.labels:
        yield f"  labels: {', '.join(issue.labels)}"
    for word, moment in (("due", issue.due_at), ("deferred until", issue.defer_until)):
        if moment:
            yield f"  {word} {rows.moment(moment)}"
    if issue.estimated_minutes:
        yield f"  estimate: {issue.estimated_minutes} min"
    for said in conflicts.sentences(issue, detail.conflicts):
        yield f"  Undecided: {said}"
    if detail.conflicts:
        yield f"    to decide: {command('bd', 'conflicts', 'show', issue.id)}"
    if issue.compaction_level:
        yield f"  compacted; {command('bd', 'restore', issue.id, '--view')} has all that it said"
    if issue.external_ref:
        yield f"  external: {issue.external_ref}"
    for key, value in (issue.metadata or {}).items():
        yield f"  {key}: {value if isinstance(value, str) else encode(value)}"
    if issue.type == "epic" and detail.children:
        yield f"  {detail.closed_children} of {len(detail.children)} children closed"


def _indented(text: str, indent: str = "  ") -> list[str]:
    return textwrap.indent(text.rstrip(), indent, lambda _: True).splitlines()


def _ends(console: Console, title: str, ends: list[End]) -> Iterable[str]:
    if ends:
        yield from ("", console.style(f"{title}:", "bold"))
    for end in ends:
        if end.issue is None:
            yield f"  · {end.id} ({end.type}, not in this tracker)"
        else:
            shown = rows.shorten(
                end.issue.title, max(console.terminal.width - len(end.id) - len(end.type) - 9, 20)
            )
            yield f"  {rows.sign(console, end.issue.status)} {end.id} ({end.type}) {shown}"
