"""A merge, as JSON and as text: what it took, what it decided, and what it left."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from beadwork.actions.merge import Merge
from beadwork.actions.merge_report import KEPT, MERGED, RENAMED, RESTORED, TAKEN, Entry
from beadwork.bd.output.rows import shorten
from beadwork.console.console import Console, encode
from beadwork.model.dependencies import PARENT_CHILD
from beadwork.model.graph import Edge
from beadwork.model.merge import Decision
from beadwork.model.timestamps import format_timestamp

COUNTED = (TAKEN, MERGED, RENAMED, RESTORED, KEPT)
NARROW = 12
"""Columns that a value has at least."""
SILENT = ("closed_at",)
"""What is decided with something that is said anyway."""


def document(found: Merge, commit: str, *, is_preview: bool) -> dict[str, Any]:
    """Return a merge as a JSON object; `commit` is the one that was made."""
    report = found.report
    value: dict[str, Any] = {"branch": found.branch, "into": found.into}
    if commit:
        value["commit"] = commit
    value |= {"base": found.heads.base, "preview": is_preview, "up_to_date": not found.done}
    value |= {action: report.count(action) for action in COUNTED}
    value["open"] = [{"id": one, **_decision(decision)} for one, decision in report.open]
    value["rows"] = [_entry(entry) for entry in report.entries]
    value["dangling"] = [edge._asdict() for edge in report.dangling]
    value["cycles"] = report.cycles
    return value


def _entry(entry: Entry) -> dict[str, Any]:
    value: dict[str, Any] = {"table": entry.table}
    value |= {"id": entry.key[0]} if entry.table == "issues" else {"key": list(entry.key)}
    value["action"] = entry.action
    if entry.was:
        value["was"] = entry.was
    if entry.fields:
        value["fields"] = [_decision(decision) for decision in entry.fields]
    return value


def _decision(decision: Decision) -> dict[str, Any]:
    value = {"field": decision.field, "rule": decision.rule, "ours": decision.ours, "theirs": decision.theirs}
    value["result"] = decision.result
    return value if decision.exact else {**value, "exact": False}


def lines(console: Console, found: Merge, *, is_preview: bool) -> Iterable[str]:
    """Yield what a person should know: the counts, what was lost or renamed, and what waits."""
    if not found.done:
        yield f"{found.into} has everything of {found.branch} already"
        return
    report = found.report
    word = "Would merge" if is_preview else "Merged"
    yield f"{word} {console.style(found.branch, 'bold')} into {found.into}: {report.summary()}"
    for entry in report.entries:
        for decision in entry.fields:
            if decision.dropped and decision.field not in SILENT:
                yield f"  {entry.key[0]} {_lost(console, entry.key[0], decision)}"
    for entry in report.entries:
        if entry.action == RENAMED:
            yield f"  {entry.was} of {found.branch} is {console.style(entry.key[0], 'bold')} now: {found.into} has another"
        elif entry.table == "issues" and entry.action == RESTORED:
            yield f"  {entry.key[0]} is back: deleted on {found.into}, changed on {found.branch}"
        elif entry.table == "issues" and entry.action == KEPT:
            yield f"  {entry.key[0]} stays: changed on {found.into}, deleted on {found.branch}"
    for one, decision in report.open:
        yield (
            f"  {console.style(one, 'bold')} {decision.field} is undecided: {_shown(decision.ours)} on {found.into}, "
            f"{_shown(decision.theirs)} on {found.branch}"
        )
    if report.open:
        yield "  To decide: bd conflicts list"


def _lost(console: Console, one: str, decision: Decision) -> str:
    head, tail = f"{decision.field}: ", "" if decision.exact else " (by the time of the whole issue)"
    room = (console.terminal.width - len(f"  {one} {head} stays,  goes{tail}")) // 2
    dropped = ", ".join(_shown(value, room) for value in decision.dropped)
    return f"{head}{_shown(decision.result, room)} stays, {dropped} goes{tail}"


def _shown(value: Any, room: int = NARROW) -> str:
    if value is None or value == ():
        return "nothing"
    if isinstance(value, datetime):
        return format_timestamp(value)
    return shorten(encode(value), max(room, NARROW))


def warn(console: Console, found: Merge) -> None:
    """Say on standard error what leads nowhere now, and what waits for itself."""
    for edge in found.report.dangling:
        console.warn(_dangling(edge))
    for circle in found.report.cycles:
        console.warn(f"these wait for each other now: {' -> '.join([*circle, circle[0]])}; see `bd dep cycles`")


def _dangling(edge: Edge) -> str:
    if edge.type == PARENT_CHILD:
        return f"{edge.issue_id} is a part of {edge.depends_on_id}, which is not there any more"
    return f"{edge.issue_id} {edge.type} {edge.depends_on_id}, one of which is not there any more"
