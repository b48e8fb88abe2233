"""One issue as a page of text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from beadwork.actions.issues.show import DependencyEnd, Detail
from beadwork.console.console import Console, encode
from beadwork.model.dependencies.dependency import where
from beadwork.model.hints import command
from beadwork.model.issues import field_table
from beadwork.model.issues.field_table import Field
from beadwork.model.times.timestamps import ago, local_time
from beadwork.ui import signs

HEADINGS = tuple(field for field in field_table.FIELDS if field.heading)
LABELLED = tuple(field for field in field_table.FIELDS if field.label)


def lines(console: Console, detail: Detail) -> Iterable[str]:
    """Yield the lines of an issue's page."""
    issue = detail.issue
    yield f"{signs.sign(console, issue.status)} {console.style(issue.id, 'bold')}  {issue.title}"
    owner = f" · @{issue.assignee}" if issue.assignee else ""
    yield f"  {signs.priority(console, issue.priority)} · {issue.type} · {issue.status}{owner}"
    yield from _properties(detail)
    for field in HEADINGS:
        text = getattr(issue, field.column)
        if text:
            yield from ("", console.style(f"{field.heading}:", "bold"), *_indented(text))
    yield from _ends(console, "Depends on", detail.dependencies)
    yield from _ends(console, "Needed by", detail.dependents)
    if detail.comments:
        yield from ("", console.style("Comments:", "bold"))
    for comment in detail.comments:
        yield f"  {comment.author or 'unknown'}, {local_time(comment.created_at)}"
        yield from _indented(comment.text, "    ")
    yield ""


def _properties(detail: Detail) -> Iterable[str]:
    issue = detail.issue
    now = datetime.now(UTC).replace(tzinfo=None)
    yield (
        f"  created {ago(issue.created_at, now)} by {issue.created_by or 'unknown'}, updated "
        f"{ago(issue.updated_at, now)}"
    )
    if issue.closed_at:
        yield f"  closed {ago(issue.closed_at, now)}" + (
            f": {issue.close_reason}" if issue.close_reason else ""
        )
    for field in LABELLED:
        value = getattr(issue, field.column)
        if value:
            yield f"  {_labelled(field, value)}"
    if detail.conflicts:
        from beadwork.bd.output.merging import conflicts

        for sentence in conflicts.sentences(issue, detail.conflicts):
            yield f"  Undecided: {sentence}"
        yield f"    to decide: {command('bd', 'conflicts', 'show', issue.id)}"
    if issue.compaction_level:
        yield f"  compacted; {command('bd', 'restore', issue.id, '--view')} has all that it said"
    for key, value in (issue.metadata or {}).items():
        yield f"  {key}: {value if isinstance(value, str) else encode(value)}"
    if issue.type == "epic" and detail.children:
        children = "child" if len(detail.children) == 1 else "children"
        yield f"  {detail.closed_children} of {len(detail.children)} {children} closed"


def _labelled(field: Field, value: Any) -> str:
    if field.kind == "time":
        return f"{field.label} {local_time(value)}"
    if field.kind == "minutes":
        return f"{field.label}: {value} min"
    if field.kind == "names":
        return f"{field.label}: {', '.join(value)}"
    return f"{field.label}: {value}"


def _indented(text: str, indent: str = "  ") -> list[str]:
    return textwrap.indent(text.rstrip(), indent, lambda _: True).splitlines()


def _ends(console: Console, title: str, ends: list[DependencyEnd]) -> Iterable[str]:
    if ends:
        yield from ("", console.style(f"{title}:", "bold"))
    for end in ends:
        if end.issue is None:
            yield f"  · {end.id} ({end.type}, {where(end.id, end.type)})"
        else:
            shown = console.shorten(
                end.issue.title, max(console.terminal.width - len(end.id) - len(end.type) - 9, 20)
            )
            yield f"  {signs.sign(console, end.issue.status)} {end.id} ({end.type}) {shown}"
