"""Reverse one write by a new write, unless later writes depend on it. History only grows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from beadwork.errors import Cycle, NotFound, UndoRefused, Usage
from beadwork.model.dependencies import dependency as edges
from beadwork.model.dependencies.graph import HOLDING
from beadwork.model.hints import command
from beadwork.model.history import changes, undo, undo_message
from beadwork.model.history.changes import Change, Difference
from beadwork.model.history.undo import Decision, Obstacle, Write
from beadwork.store.dependencies import dependencies, graph
from beadwork.store.history import diffs, first_parents
from beadwork.store.history import undo as rows
from beadwork.store.history.first_parents import Commit
from beadwork.store.issues import comments, issues

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader, Transaction

NAMED = 5
"""The largest number of obstacles that a refusal names."""


class Undone(NamedTuple):
    """A write, and what its undo changes: issue by issue, and the rows of other tables."""

    commit: Commit
    changes: list[Change]
    others: list[Write]
    writes: list[Write]


def undo_write(tx: Transaction, ref: str | None) -> Undone:
    """Reverse the write that `ref` names, and return what that changed. The default is the actor's
    last write that is not undone.

    Raises:
        NotFound, Ambiguous: `ref` names no commit of this branch, or several; or there is nothing
            left to undo.
        UndoRefused, Cycle: later writes depend on the write; nothing was written.
    """
    found = preview(tx, ref, tx.actor, tx.now)
    rows.put(tx, found.writes)
    ids = list(dict.fromkeys(change.id for change in found.changes))
    for line in undo_message.lines(found.commit.hash, found.commit.message.splitlines()[0], ids):
        tx.say(line)
    return found


def commit_of(reader: Reader, undone: Commit) -> str:
    """Return the newest commit that undid `undone`, "" where there is none."""
    return next(
        (
            commit.hash
            for commit in first_parents.walk(reader)
            if undo_message.undone_by(commit.message) == undone.hash
        ),
        "",
    )


def preview(reader: Reader, ref: str | None, actor: str, now: datetime) -> Undone:
    """Return what `undo_write` would do; it raises the same."""
    target = _named(reader, ref, now) if ref else _last(reader, actor)
    before = _before(target)
    changed = rows.changes(reader, before, target.hash, _tables(reader, target, before))
    moment = None if undo_message.is_of_import(target.message) else now
    decision = undo.decide(changed, rows.present(reader, changed, before), moment)
    _refuse(reader, target, decision)
    _refuse_cycles(reader, decision, before)
    if not decision.writes:
        raise UndoRefused(
            f"the effect of {target.hash} no longer exists,\n  so nothing is left to undo",
            hint=f"bd diff {target.hash}~1 {target.hash}",
            commit=target.hash,
        )
    return _undone(reader, target, decision.writes)


def _named(reader: Reader, ref: str, now: datetime) -> Commit:
    from beadwork.dolt.versions import revisions

    found = revisions.resolve(reader, ref, now)
    if found.moment not in (None, found.date):
        raise Usage(f'"{ref}" is a date: many writes may have been made then', hint="bd log")
    if not first_parents.is_part(reader, found.commit):
        raise NotFound(f"{found.commit} is not in the history of this branch", hint="bd log")
    return first_parents.commit(reader, found.commit)


def _last(reader: Reader, actor: str) -> Commit:
    seen: dict[str, Commit] = {}

    def history() -> Iterator[tuple[str, str, str]]:
        for commit in first_parents.walk(reader):
            seen[commit.hash] = commit
            yield commit.hash, commit.author, commit.message

    for commit in map(seen.__getitem__, undo_message.own(history(), actor)):
        if not _brought_nothing(reader, commit):
            return commit
    raise NotFound(f"nothing that {actor} wrote on this branch is left to undo", hint="bd log")


def _brought_nothing(reader: Reader, commit: Commit) -> bool:
    """Tell whether a commit is a merge that changed nothing. Any other commit changed something."""
    if len(commit.parents) < 2:
        return False
    (tables,) = diffs.tables(reader, [(commit.parents[0], commit.hash)])
    return tables.keys() <= undo.KEYS.keys() and undo.changes_only_times(
        rows.changes(reader, commit.parents[0], commit.hash, tables)
    )


def _before(target: Commit) -> str:
    if not target.parents:
        raise UndoRefused(
            f"{target.hash} is the first commit of the tracker, which cannot be undone",
            commit=target.hash,
        )
    return target.parents[0]


def _tables(reader: Reader, target: Commit, before: str) -> list[str]:
    (tables,) = diffs.tables(reader, [(before, target.hash)])
    for table, is_schema in tables.items():
        if is_schema:
            raise UndoRefused(
                f"{target.hash} changed the tables themselves ({table}), which cannot be undone",
                commit=target.hash,
            )
        if table not in undo.KEYS:
            raise UndoRefused(
                f"{target.hash} changed the table {table}, which cannot be undone",
                commit=target.hash,
            )
    return list(tables)


def _refuse(reader: Reader, target: Commit, decision: Decision) -> None:
    if not decision.obstacles:
        return
    named = decision.obstacles[:NAMED]
    later = rows.touched_by(reader, target.hash, named)
    reasons = dict.fromkeys(
        _reason(obstacle, commit) for obstacle, commit in zip(named, later, strict=True)
    )
    more = len(decision.obstacles) - len(named)
    lines = [f"{target.hash} cannot be undone:", *reasons, *([f"and {more} more"] if more else [])]
    raise UndoRefused("\n  ".join(lines), hint=_hint(named[0]), commit=target.hash)


def _reason(obstacle: Obstacle, commit: Commit | None) -> str:
    return (
        f"{obstacle.reason},\n    by {commit.author}, {commit.hash}" if commit else obstacle.reason
    )


def _hint(obstacle: Obstacle) -> str:
    is_of_issue = obstacle.table == "issues" or obstacle.table in undo.TABLES_OF_ISSUES
    return command("bd", "history", str(obstacle.key[0])) if is_of_issue else "bd log"


def _refuse_cycles(reader: Reader, decision: Decision, before: str) -> None:
    """Raise where restored edges would close a cycle with later edges. A cycle that was there at
    the commit `before`, such as one of an import, comes back.
    """
    added, gone = set(), set()
    for write in decision.writes:
        added |= _edges(write, write.row)
        gone |= _edges(write, write.now)
    if not added - gone:
        return
    existing = {
        (edge.issue_id, edge.depends_on_id)
        for edge in graph.everything(reader)
        if edge.type in HOLDING
    }
    old = {tuple(cycle) for cycle in edges.cycles(dependencies.grouped(sorted(existing)))}
    new = edges.cycles(dependencies.grouped(sorted((existing - gone) | added)))
    cycles = [cycle for cycle in new if tuple(cycle) not in old]
    if cycles:
        past = {(edge.issue_id, edge.depends_on_id) for edge in graph.everything_at(reader, before)
                if edge.type in HOLDING}  # fmt: skip
        cycles = [
            cycle
            for cycle in cycles
            if not past.issuperset(zip(cycle, [*cycle[1:], cycle[0]], strict=True))
        ]
    if cycles:
        way = (*cycles[0], cycles[0][0])
        raise Cycle(f"undoing that would close the cycle {' -> '.join(way)}", path=way)


def _edges(write: Write, row: undo.Row | None) -> set[tuple[str, str]]:
    """Return the edges of a row by which one issue holds another."""
    if row is None:
        return set()
    if write.table == "issues":
        return {(row["id"], row["parent"])} if row["parent"] else set()
    if write.table == "dependencies" and row["type"] in HOLDING:
        return {(row["issue_id"], row["depends_on_id"])}
    return set()


def _undone(reader: Reader, target: Commit, writes: Sequence[Write]) -> Undone:
    pairs = rows.difference_of(writes)
    readers = (
        ("issues", issues.from_row),
        ("dependencies", dependencies.from_row),
        ("comments", comments.from_row),
    )
    parts = [
        [(old and read(old), new and read(new)) for old, new in pairs.get(table, [])]
        for table, read in readers
    ]
    found = changes.between(Difference(*parts))  # type: ignore[arg-type]
    untitled = [change.id for change in found if not change.title]
    titles = {issue.id: issue.title for issue in issues.in_order(reader, untitled)}
    named = [
        change if change.title else change._replace(title=titles.get(change.id, ""))
        for change in found
    ]
    others = [write for write in writes if write.table not in dict(readers)]
    return Undone(target, named, others, list(writes))
