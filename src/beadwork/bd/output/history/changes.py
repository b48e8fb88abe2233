"""The change of an issue, as JSON and as short lines: the same for history, diffs and the feed."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from typing import Any

from beadwork.bd.output import comments
from beadwork.console import columns
from beadwork.console.console import Console
from beadwork.model.counted import counted
from beadwork.model.dependencies.dependency import Dependency
from beadwork.model.history import changes
from beadwork.model.history.changes import Change, FieldChange
from beadwork.model.issues import field_table
from beadwork.model.issues.comment import Comment
from beadwork.model.issues.json_object import same

LONG = field_table.LONG_TEXTS
"""Texts for which a person sees how much changed."""
_IMPLIED = {"status": ("closed_at", "started_at")}
"""Times that follow from another field. A person does not see them beside that field."""
_EDGES = (("depends on", "depends_on_id", "dependencies"), ("needed by", "issue_id", "dependents"))
_USUAL = {"status": "open", "priority": 2, "issue_type": "task"}
_NULL = object()
"""Stands for a JSON `null`."""
_OF_CREATION = ("title", "created_at", "created_by", "owner")
"""Fields of a new issue that are not shown, as the rest of the output says them."""


def document(change: Change) -> dict[str, Any]:
    """Return a change as JSON. The value of an unset field is null. Empty lists are left out."""
    found: dict[str, Any] = {
        "changes": [
            {"field": field.field, "from": field.before, "to": field.after}
            for field in change.fields
        ],
        "dependencies_added": [edge.to_dict() for edge in change.dependencies_added],
        "dependencies_removed": [edge.to_dict() for edge in change.dependencies_removed],
        "dependents_added": [edge.to_dict() for edge in change.dependents_added],
        "dependents_removed": [edge.to_dict() for edge in change.dependents_removed],
        "comments_added": list(map(comments.record, change.comments_added)),
        "comments_removed": list(map(comments.record, change.comments_removed)),
    }
    return {key: value for key, value in found.items() if value}


def lines(console: Console, change: Change, *, patch: bool = False) -> Iterable[str]:
    """Yield a line for each changed field, edge and comment. With `patch` yield all changed lines
    of long texts.
    """
    if change.kind == changes.DELETED:
        yield console.style("deleted", "red")
    else:
        for field in _shown_fields(change):
            yield from _field(console, field, patch=patch)
    for words, end, name in _EDGES:
        yield from _edges(
            words, end, getattr(change, f"{name}_added"), getattr(change, f"{name}_removed")
        )
    yield from (
        f"comment: {_shown(console, comment.text, 11)}" for comment in change.comments_added
    )
    yield from (f"comment gone: {_shown(console, comment.text, 16)}" for comment in _gone(change))


def _shown_fields(change: Change) -> Iterable[FieldChange]:
    names = {field.field for field in change.fields}
    for field in change.fields:
        is_implied = any(
            name in names and field.field in implied for name, implied in _IMPLIED.items()
        )
        is_usual = change.kind == changes.CREATED and (
            field.field in _OF_CREATION or _USUAL.get(field.field) == field.after
        )
        if not is_implied and not is_usual:
            yield field


def _gone(change: Change) -> Sequence[Comment]:
    """Return the deleted comments; none where the issue itself was deleted."""
    return () if change.kind == changes.DELETED else change.comments_removed


def _field(console: Console, change: FieldChange, *, patch: bool) -> Iterable[str]:
    name, before, after = change
    if name in LONG or (patch and _is_long(before, after)):
        yield from _text(console, name, before or "", after or "", patch=patch)
    elif isinstance(before or after, list | tuple):
        gone = [f"−{entry}" for entry in before or () if entry not in (after or ())]
        new = [f"+{entry}" for entry in after or () if entry not in (before or ())]
        yield _cut(console, f"{name}: {' '.join([*new, *gone])}")
    elif isinstance(before or after, dict):
        yield from _entries(console, change, patch=patch)
    elif before is None:
        yield f"{name}: {_value(console, after, len(name) + 4)}"
    else:
        room = (console.terminal.width - len(name)) // 2
        left = _value(console, before, room)
        yield f"{name}: {left} → {_value(console, after, len(name) + columns.width(left) + 7)}"


def _entries(console: Console, change: FieldChange, *, patch: bool) -> Iterable[str]:
    """Yield the change of each key of a JSON object. `null` is a value, not a missing one."""
    name, before, after = change
    old, new = before or {}, after or {}
    for key in [
        key
        for key in {**new, **old}
        if not (key in old and key in new and same(old[key], new[key]))
    ]:
        left, right = (
            _NULL if key in side and side[key] is None else side.get(key) for side in (old, new)
        )
        yield from _field(console, FieldChange(f"{name}.{key}", left, right), patch=patch)


def _text(console: Console, name: str, before: str, after: str, *, patch: bool) -> Iterable[str]:
    old, new = before.splitlines(), after.splitlines()
    if patch:
        marks = {"+": ("green",), "-": ("red",), "@": ("cyan",)}
        yield f"{name}:"
        for line in list(difflib.unified_diff(old, new, n=3, lineterm=""))[2:]:
            yield console.style(f"  {line}", *marks.get(line[:1], ()))
        return
    matcher = (
        difflib.SequenceMatcher(a=old, b=new, autojunk=False)
        if len(old) * len(new) < 1_000_000
        else None
    )
    if matcher is None:
        yield f"{name}: {counted(len(old), 'line')} → {counted(len(new), 'line')}"
        return
    count = sum(max(b - a, d - c) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal")
    what = "changed" if old and new else "added" if new else "removed"
    yield f"{name}: {counted(count, 'line')} {what}"


def _edges(
    words: str, end: str, added: Sequence[Dependency], removed: Sequence[Dependency]
) -> Iterable[str]:
    anew = {edge[:3] for edge in added} & {edge[:3] for edge in removed}
    yield from (
        f"{words}: {getattr(edge, end)} ({edge.type}), removed and added again"
        for edge in added
        if edge[:3] in anew
    )
    yield from (
        f"{words}: +{getattr(edge, end)} ({edge.type})" for edge in added if edge[:3] not in anew
    )
    yield from (
        f"{words}: −{getattr(edge, end)} ({edge.type})" for edge in removed if edge[:3] not in anew
    )


def _is_long(before: Any, after: Any) -> bool:
    return any(isinstance(value, str) and "\n" in value for value in (before, after))


def _value(console: Console, value: Any, used: int) -> str:
    if value is _NULL:
        return "null"
    return (
        "(none)"
        if value is None
        else _shown(console, value if isinstance(value, str) else _json(value), used)
    )


def _json(value: Any) -> str:
    import json

    return json.dumps(value, ensure_ascii=False)


def _shown(console: Console, text: str, used: int) -> str:
    """Return the first line of a text, cut to fit behind `used` columns and the indentation."""
    first, *more = text.strip().splitlines() or [""]
    return console.shorten(
        f"{first}…" if more else first, max(console.terminal.width - used - 2, 12)
    )


def _cut(console: Console, line: str) -> str:
    return console.shorten(line, console.terminal.width - 2)
