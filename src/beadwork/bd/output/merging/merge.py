"""A merge, as JSON and as text: what it took, what it decided, and what it left to a person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from beadwork.actions.merging.merge import Merge
from beadwork.actions.merging.merge_report import KEPT, MERGED, RENAMED, RESTORED, TAKEN, Entry
from beadwork.console.columns import shorten, width
from beadwork.console.console import Console, encode
from beadwork.model.dependencies.dependency import PARENT_CHILD
from beadwork.model.dependencies.graph import Edge
from beadwork.model.issues.ids import parent_of
from beadwork.model.merging.three_way import Decision
from beadwork.model.times.timestamps import local_time

COUNTED = (TAKEN, MERGED, RENAMED, RESTORED, KEPT)
NARROW = 12
"""The smallest number of columns for a value."""
SILENT = ("closed_at",)
"""Fields whose decision is not shown, as it follows from that of another field."""


def document(merge: Merge, commit: str, *, is_preview: bool) -> dict[str, Any]:
    """Return a merge as a JSON object. `commit` is the commit of the merge."""
    report = merge.report
    value: dict[str, Any] = {"branch": merge.branch, "into": merge.into}
    if commit:
        value["commit"] = commit
    value |= {"base": merge.heads.base, "dry_run": is_preview, "up_to_date": not merge.done}
    value |= {action: report.count(action) for action in COUNTED}
    value["open"] = [
        {"id": issue_id, **_decision(decision)} for issue_id, decision in report.undecided
    ]
    value["rows"] = [_entry(entry) for entry in report.entries]
    value["dangling"] = [edge._asdict() for edge in report.dangling]
    value["cycles"] = report.cycles
    return value


def _entry(entry: Entry) -> dict[str, Any]:
    value: dict[str, Any] = {"table": entry.table}
    value |= {"id": entry.key[0]} if entry.table == "issues" else {"key": list(entry.key)}
    value["action"] = entry.action
    if entry.was:
        value |= {"was": entry.was, "of": "ours" if entry.is_ours else "theirs"}
    if entry.fields:
        value["fields"] = [_decision(decision) for decision in entry.fields]
    return value


def _decision(decision: Decision) -> dict[str, Any]:
    value = {
        "field": decision.field,
        "rule": decision.rule,
        "ours": decision.ours,
        "theirs": decision.theirs,
    }
    value["result"] = decision.result
    return value if decision.exact else {**value, "exact": False}


def lines(console: Console, merge: Merge, *, is_preview: bool) -> Iterable[str]:
    """Yield the counts, dropped values, renamed issues, and conflicts, for a person."""
    if not merge.done:
        yield f"{merge.into} has everything of {merge.branch} already"
        return
    report = merge.report
    word = "Would merge" if is_preview else "Merged"
    yield f"{word} {console.style(merge.branch, 'bold')} into {merge.into}: {report.summary()}"
    for entry in report.entries:
        for decision in entry.fields:
            if decision.dropped and decision.field not in SILENT:
                yield from _dropped_values(
                    console, entry.key[0], decision, "would " if is_preview else ""
                )
    for entry in report.entries:
        yield from _issue_line(console, merge, entry, is_preview=is_preview)
    for issue_id, decision in report.undecided:
        head = f"  {issue_id} {decision.field} {'would be' if is_preview else 'is'} undecided:"
        values = (
            f"{_shown(decision.ours)} on {merge.into}, {_shown(decision.theirs)} on {merge.branch}"
        )
        yield from _fitted(console, head, values)
    if report.undecided and not is_preview:
        yield "  To decide: bd conflicts list"


def _issue_line(console: Console, merge: Merge, entry: Entry, *, is_preview: bool) -> Iterable[str]:
    """Yield the line of an issue that was renamed, restored or kept."""
    name = console.style(entry.key[0], "bold")
    if entry.action == RENAMED:
        now = f"would be {name}" if is_preview else f"is {name} now"
        whose, other = (merge.into, merge.branch) if entry.is_ours else (merge.branch, merge.into)
        is_new = merge.report.renames.get(entry.was) == entry.key[0]
        why = f"{other} has another" if is_new else f"{other} had renamed it"
        if parent_of(entry.key[0]) != parent_of(entry.was):
            why = "as a part of what is called otherwise"
        yield f"  {entry.was} of {whose} {now}: {why}"
    elif entry.table == "issues" and entry.action == RESTORED:
        now = "would be" if is_preview else "is"
        yield f"  {entry.key[0]} {now} back: deleted on {merge.into}, changed on {merge.branch}"
    elif entry.table == "issues" and entry.action == KEPT:
        now = "would stay" if is_preview else "stays"
        yield f"  {entry.key[0]} {now}: changed on {merge.into}, deleted on {merge.branch}"


def _dropped_values(
    console: Console, issue_id: str, decision: Decision, would: str
) -> Iterable[str]:
    head, tail = (
        f"  {issue_id} {decision.field}:",
        "" if decision.exact else " (by the time of the whole issue)",
    )
    stays, goes = (f"{would}stay", f"{would}go") if would else ("stays", "goes")
    room = (console.terminal.width - len(f"{head}  {stays},  {goes}{tail}")) // 2
    dropped = ", ".join(_shown(value, room) for value in decision.dropped)
    yield from _fitted(
        console, head, f"{_shown(decision.result, room)} {stays}, {dropped} {goes}{tail}"
    )


def _fitted(console: Console, head: str, rest: str) -> Iterable[str]:
    """Yield a line, or two of them where it does not fit the terminal."""
    if width(f"{head} {rest}") <= console.terminal.width:
        yield f"{head} {rest}"
    else:
        yield from (head, f"    {rest}")


def _shown(value: Any, room: int = NARROW) -> str:
    if value is None or value == ():
        return "nothing"
    if isinstance(value, datetime):
        return local_time(value)
    return shorten(encode(value), max(room, NARROW))


def warn(console: Console, merge: Merge, *, is_preview: bool) -> None:
    """Warn on standard error of edges to missing issues, and of cycles, after the merge."""
    for edge in merge.report.dangling:
        console.warn(_dangling(edge, "would no longer exist" if is_preview else "no longer exists"))
    for cycle in merge.report.cycles:
        ring = " -> ".join([*cycle, cycle[0]])
        if is_preview:
            console.warn(f"these would wait for each other then: {ring}")
        else:
            console.warn(f"these wait for each other now: {ring}; see `bd dep cycles`")


def _dangling(edge: Edge, gone: str) -> str:
    if edge.type == PARENT_CHILD:
        return f"{edge.issue_id} is a part of {edge.depends_on_id}, which {gone}"
    return f"{edge.issue_id} {edge.type} {edge.depends_on_id}, one of which {gone}"
