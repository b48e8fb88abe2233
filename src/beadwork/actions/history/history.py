"""Every change of one issue, found by looking at few of the commits (`model/history/bisection.py`
says how, and what could escape).

The four things that an issue consists of (its row, the edges that leave it, those that reach it,
its comments) are searched side by side, so that a round trip serves all four. Most commits changed
one of them only, which is asked first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from beadwork.errors import NotFound
from beadwork.model.history import bisection, changes, commit_message
from beadwork.model.history.changes import Change, Pair
from beadwork.model.issues import ids
from beadwork.store.dependencies import dependencies
from beadwork.store.history import commit_graph
from beadwork.store.history.commit_graph import FACETS, NOTHING, Facet, Log, State
from beadwork.store.history.log import Commit
from beadwork.store.issues import comments, issues

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Row
    from beadwork.dolt.writing.write import Reader

T = TypeVar("T")

MOST_UNTOLD = 20
"""Newest commits that say nothing of issues (imports, raw SQL) that are looked at one by one;
others when a gap shows them.
"""


class Entry(NamedTuple):
    """One change of the issue."""

    commit: Commit
    change: Change


class History(NamedTuple):
    """The changes of one issue, the newest first."""

    id: str
    entries: list[Entry]


def of(reader: Reader, part: str) -> History:
    """Return the changes of the issue that has this id, or the only one whose id contains it; it
    may be deleted.

    Six round trips or so: the log, the tables that the commits changed which name the issue, the
    issue there, and what a gap between them takes, and the commits in full.

    Raises:
        NotFound, Ambiguous: no issue was ever called so, or several.
    """
    known, whole = reader.read((issues.EXISTING, ((part,),)), commit_graph.LOG)
    log = commit_graph.log(whole)
    issue_id = part if known.rows else _named(reader, part, log)
    found, states = _search(reader, log, issue_id)
    anywhere = set().union(*found.values())
    hashes = [commit for commit in log.parents if commit in anywhere]
    if not hashes:
        if known.rows:
            raise NotFound(
                f"{issue_id} is in no commit yet, and so has no history", hint="bd dolt commit"
            )
        raise NotFound(f'no issue found matching "{part}"', hint="bd list --all")
    details = commit_graph.commits(reader, hashes)
    entries = [
        Entry(details[commit], change)
        for commit in hashes
        if (change := _change(issue_id, commit, log.parents[commit], found, states))
    ]
    return History(issue_id, entries)


def _named(reader: Reader, part: str, log: Log) -> str:
    """Return the id that a part of one names: of an issue that is there, or of one that messages
    name.

    A whole id, or a whole suffix, wins also where its issue is gone and another, that is there,
    only contains it.
    """
    told = {
        one
        for commit in log.naming(part)
        for one in commit_message.issues(log.messages[commit])
        if part in one
    }
    whole = [one for one in told if part in (one, ids.suffix_of(one))]
    if len(whole) == 1:
        return whole[0]
    try:
        return issues.resolve(reader, [part])[0]
    except NotFound:
        return (
            ids.choose(part, sorted(told)) if told else part
        )  # what an import brought and raw SQL took away


def _search(
    reader: Reader, log: Log, issue_id: str
) -> tuple[dict[str, set[str]], dict[str, dict[str, State]]]:
    """Return the commits that changed each facet of the issue, and the states that were
    looked at.
    """
    telling = {*_naming(log, issue_id), *log.untold(MOST_UNTOLD)}
    tables = _tables(reader, log, telling)
    graph = bisection.graph(log.parents, telling)

    def search(name: str, facet: Facet) -> bisection.Asking[State]:
        of_it = {commit for commit in telling if facet.table in tables.get(commit, (facet.table,))}
        return bisection.changed(
            bisection.narrowed(graph, of_it), NOTHING, partial(_hints, log, name)
        )

    return _side_by_side(
        reader, issue_id, {name: search(name, facet) for name, facet in FACETS.items()}
    )


def _tables(reader: Reader, log: Log, commits: Iterable[str]) -> dict[str, Collection[str]]:
    """Return the tables that commits with one parent changed: by what they say, or by asking."""
    single = [commit for commit in commits if len(log.parents[commit]) == 1]
    told = {
        commit: said.tables
        for commit in single
        if (said := commit_message.names_all(log.messages[commit]))
    }
    others = [commit for commit in single if commit not in told]
    found = commit_graph.changed_tables(
        reader, [(log.parents[commit][0], commit) for commit in others]
    )
    return {**told, **dict(zip(others, found, strict=True))}


def _naming(log: Log, issue_id: str) -> list[str]:
    """Return the commits whose message names the issue: all of its id, and no longer one."""
    named = re.compile(rf"(?<![\w.-]){re.escape(issue_id)}(?![\w-]|\.\d)")
    return [commit for commit in log.naming(issue_id) if named.search(log.messages[commit])]


def _hints(log: Log, facet: str, older: State, newer: State) -> set[str]:
    """Return the commits that name the other issues of what differs: deleting one takes its edges
    along, unsaid.
    """
    return {
        commit
        for other in commit_graph.others(facet, older, newer)
        for commit in _naming(log, other)
    }


def _side_by_side(
    reader: Reader, issue_id: str, searches: dict[str, bisection.Asking[State]]
) -> tuple[dict[str, set[str]], dict[str, dict[str, State]]]:
    """Run the searches of all facets, each round of all of them in one packet."""
    found: dict[str, set[str]] = {}
    states: dict[str, dict[str, State]] = {name: {} for name in searches}
    answers: dict[str, dict[str, State]] = {}
    while len(found) < len(searches):
        wanted = {}
        for name in searches.keys() - found.keys():
            try:
                wanted[name] = (
                    searches[name].send(answers[name]) if name in answers else next(searches[name])
                )
            except StopIteration as end:
                found[name] = end.value
        answers = commit_graph.states(reader, issue_id, wanted)
        for name, seen in answers.items():
            states[name].update(seen)
    return found, states


def _change(
    issue_id: str,
    commit: str,
    parents: Sequence[str],
    found: dict[str, set[str]],
    states: dict[str, dict[str, State]],
) -> Change | None:
    """Return what a commit changed. Of a merge that is what none of its parents had."""

    def of(name: str) -> tuple[State, list[State]]:
        if commit not in found[name]:
            return NOTHING, [NOTHING]
        return states[name][commit], [states[name][parent] for parent in parents] or [NOTHING]

    row, rows_before = of("row")
    new = next(map(issues.from_row, row), None)
    olds = [issues.from_row(one) for before in rows_before for one in before]
    change = changes.of(
        issue_id,
        (olds[0] if olds else None, new),
        _pairs(*of("leaving"), dependencies.from_row),
        _pairs(*of("said"), comments.from_row),
        _pairs(*of("reaching"), dependencies.from_row),
    )
    if change is None or len(olds) < 2:
        return change
    decided = set.intersection(*({one.field for one in changes.fields(old, new)} for old in olds))
    change = change._replace(fields=tuple(one for one in change.fields if one.field in decided))
    return change if change.kind != changes.CHANGED or any(change[3:]) else None


def _pairs(after: State, before: Iterable[State], read: Callable[[Row], T]) -> list[Pair[T]]:
    """Return the rows that are new to every state before, and those that every state before had, in
    order of their keys.
    """
    had = list(before)
    gone = [(read(row), None) for row in sorted(frozenset.intersection(*had) - after, key=_key)]
    return [*gone, *((None, read(row)) for row in sorted(after.difference(*had), key=_key))]


def _key(row: Row) -> Row:
    return row[:3]
