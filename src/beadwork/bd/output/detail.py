"""One issue as a page of text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from beadwork.actions.issues.show import DependencyEnd, Detail
from beadwork.console.console import Console, encode
from beadwork.model.dependencies.dependency import PARENT_CHILD, where
from beadwork.model.hints import command
from beadwork.model.issues import field_table
from beadwork.model.issues.field_table import Field
from beadwork.model.times.timestamps import ago, local_time
from beadwork.ui import signs

HEADINGS = tuple(field for field in field_table.FIELDS if field.heading)
LEAST = 8
"""Columns that a text keeps beside what is before it."""
LABELLED = tuple(field for field in field_table.FIELDS if field.label)


def lines(console: Console, detail: Detail, closers: Mapping[str, str]) -> Iterable[str]:
    """Yield the lines of an issue's page. `closers` says who closed an issue, by its id."""
    issue = detail.issue
    margin = len(issue.id) + 4
    title, *more = console.wrap(issue.title, max(console.terminal.width - margin, LEAST))
    yield f"{signs.sign(console, issue.status)} {console.style(issue.id, 'bold')}  {title}"
    yield from (f"{' ' * margin}{line}" for line in more)
    owner = f" · @{issue.assignee}" if issue.assignee else ""
    state, *more = console.wrap(
        f"P{issue.priority} · {issue.type} · {issue.status}{owner}", console.terminal.width - 2
    )
    yield f"  {signs.priority(console, issue.priority)}{state[2:]}"
    yield from (f"  {line}" for line in more)
    for line in _properties(detail, closers.get(issue.id, "")):
        yield from _fitted(console, line)
    for field in HEADINGS:
        text = getattr(issue, field.column)
        if text:
            yield from ("", console.style(f"{field.heading}:", "bold"))
            yield from _indented(console, text)
    for title, ends in _groups(detail):
        yield from _ends(console, title, ends)
    if detail.comments:
        yield from ("", console.style("Comments:", "bold"))
    for comment in detail.comments:
        edited = ", edited" if (comment.extra or {}).get("edited_at") else ""
        said = f"  {comment.author or 'unknown'}, {local_time(comment.created_at)}{edited}"
        yield from _fitted(console, said)
        yield from _indented(console, comment.text, "    ")
    yield ""


def _properties(detail: Detail, closer: str) -> Iterable[str]:
    issue = detail.issue
    now = datetime.now(UTC).replace(tzinfo=None)
    yield (
        f"  created {ago(issue.created_at, now)} by {issue.created_by or 'unknown'}, updated "
        f"{ago(issue.updated_at, now)}"
    )
    if issue.closed_at:
        by = f" by {closer}" if closer else ""
        reason = f": {issue.close_reason}" if issue.close_reason else ""
        yield f"  closed {ago(issue.closed_at, now)}{by}{reason}"
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


def _indented(console: Console, text: str, indent: str = "  ") -> Iterable[str]:
    for line in text.rstrip().splitlines():
        yield from _fitted(console, f"{indent}{line}")


def _fitted(console: Console, line: str) -> Iterable[str]:
    """Yield a line as lines that fit the terminal, indented as its beginning is."""
    said = line.lstrip(" ")
    indent = " " * (len(line) - len(said))
    room = max(console.terminal.width - len(indent), LEAST)
    yield from (f"{indent}{part}" for part in console.wrap(said, room))


def _groups(detail: Detail) -> Iterable[tuple[str, list[DependencyEnd]]]:
    """Yield the issues around this one, by what they are to it."""
    up, down = detail.dependencies, detail.dependents
    yield "Parent", [end for end in up if end.type == PARENT_CHILD]
    yield "Children", [end for end in down if end.type == PARENT_CHILD]
    yield "Depends on", [end for end in up if end.type != PARENT_CHILD]
    yield "Needed by", [end for end in down if end.type != PARENT_CHILD]


def _ends(console: Console, title: str, ends: list[DependencyEnd]) -> Iterable[str]:
    if ends:
        yield from ("", console.style(f"{title}:", "bold"))
    for end in ends:
        kind = "" if end.type == PARENT_CHILD else f" ({end.type})"  # the heading says it
        if end.issue is None:
            yield f"  · {end.id} ({end.type}, {where(end.id, end.type)})"
        else:
            room = console.terminal.width - len(end.id) - len(kind) - 5
            title_shown = console.shorten(end.issue.title, max(room, LEAST))
            yield f"  {signs.sign(console, end.issue.status)} {end.id}{kind} {title_shown}"
