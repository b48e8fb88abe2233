"""Find every change of one issue while reading few of the commits. `model/history/bisection.py`
says how, and what could be missed.

The four facets of an issue (its row, the edges that leave it, those that reach it, its comments)
are searched together, so that a round trip serves all four. Most commits changed only one facet, so
the tables that each commit changed are read first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from beadwork.errors import NotFound
from beadwork.model.history import bisection, changes, commit_message
from beadwork.model.history.changes import Change, Pair
from beadwork.model.issues import id_parts
from beadwork.store.dependencies import dependencies
from beadwork.store.history import commit_graph
from beadwork.store.history.commit_graph import FACETS, NOTHING, FacetRows, Log
from beadwork.store.history.log import Commit
from beadwork.store.issues import comments, issues

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Row
    from beadwork.dolt.writing.transaction import Reader

T = TypeVar("T")

MOST_OPAQUE = 20
"""The largest number of commits without named issues (imports, raw SQL) that are read one by one,
the newest ones. Older ones are found by bisection.
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
    """Return the changes of the issue that an id or a part of one names. The issue may be deleted.

    This takes about six round trips: the log; the tables changed by the commits that name the
    issue; the issue at these commits; the search in the gaps between them; the commits in full.

    Raises:
        NotFound, Ambiguous: `part` names no issue, present or deleted, or several.
    """
    known, answer = reader.read((issues.EXISTING, ((part,),)), commit_graph.LOG)
    log = commit_graph.log(answer)
    issue_id = part if known.rows else _resolve(reader, part, log)
    searches = _search(reader, log, issue_id)
    anywhere = set().union(*(search.commits for search in searches.values()))
    hashes = [commit for commit in log.parents if commit in anywhere]
    if not hashes:
        raise _no_history(part, issue_id, exists=bool(known.rows))
    details = commit_graph.commits(reader, hashes)
    entries = [
        Entry(details[commit], change)
        for commit in hashes
        if (change := _change(issue_id, _versions(searches, commit, log.parents[commit])))
    ]
    return History(issue_id, entries)


def _no_history(part: str, issue_id: str, *, exists: bool) -> NotFound:
    if exists:
        return NotFound(
            f"{issue_id} is in no commit yet, and so has no history", hint="bd dolt commit"
        )
    return NotFound(f'no issue found matching "{part}"', hint="bd list --all")


def _resolve(reader: Reader, part: str, log: Log) -> str:
    """Return the id that `part` names: of a present issue, or of one that commit messages name.

    A full id or a full suffix wins, even where its issue is deleted and another id begins with it.
    """
    prefix = issues.prefix(reader)
    named = id_parts.matching(
        part,
        (
            issue_id
            for message in log.messages.values()
            if part.lower() in message.lower()
            for issue_id in commit_message.issues(message)
        ),
        prefix,
    )
    if len(named) == 1 and part in (named[0], id_parts.suffix_of(named[0], prefix)):
        return named[0]
    try:
        return issues.resolve(reader, [part])[0]
    except NotFound:
        # An issue that no message names may have been imported, and deleted by raw SQL.
        return id_parts.choose(part, named, prefix) if named else part


Search = bisection.Search[FacetRows]


def _search(reader: Reader, log: Log, issue_id: str) -> dict[str, Search]:
    """Return, by facet, the finished search for the commits that changed the facet."""
    marked = {*_naming(log, issue_id), *log.opaque(MOST_OPAQUE)}
    tables = _tables(reader, log, marked)
    graph = bisection.graph(log.parents, marked)
    searches = {}
    for name, facet in FACETS.items():
        of_facet = {
            commit for commit in marked if facet.table in tables.get(commit, (facet.table,))
        }
        narrow = bisection.narrowed(graph, of_facet)
        searches[name] = Search(narrow, NOTHING, partial(_hints, log, name))
    while wanted := {name: search.wanted for name, search in searches.items() if search.wanted}:
        for name, rows in commit_graph.facet_rows(reader, issue_id, wanted).items():
            searches[name].learn(rows)
    return searches


def _tables(reader: Reader, log: Log, commits: Iterable[str]) -> dict[str, Collection[str]]:
    """Return the tables that commits with one parent changed.

    They are read from the commit's message, or from the database where the message names none.
    """
    single = [commit for commit in commits if len(log.parents[commit]) == 1]
    scopes = {commit: commit_message.scope(log.messages[commit]) for commit in single}
    named = {commit: scope.tables for commit, scope in scopes.items() if scope}
    others = [commit for commit in single if commit not in named]
    pairs = [(log.parents[commit][0], commit) for commit in others]
    asked = commit_graph.changed_tables(reader, pairs)
    return {**named, **dict(zip(others, asked, strict=True))}


def _naming(log: Log, issue_id: str) -> list[str]:
    """Return the commits whose message has the id of the issue, and not only within a longer id."""
    named = re.compile(rf"(?<![\w.-]){re.escape(issue_id)}(?![\w-]|\.\d)")
    return [commit for commit in log.naming(issue_id) if named.search(log.messages[commit])]


def _hints(log: Log, facet: str, older: FacetRows, newer: FacetRows) -> set[str]:
    """Return the commits that name the other issues of the rows that differ. A commit that deletes
    an issue deletes its edges, too, and names that issue only.
    """
    return {
        commit
        for other in commit_graph.others(facet, older, newer)
        for commit in _naming(log, other)
    }


class _Versions(NamedTuple):
    """The rows of a facet at a commit and at each of its parents."""

    after: FacetRows
    before: list[FacetRows]


def _versions(
    searches: Mapping[str, Search], commit: str, parents: Sequence[str]
) -> dict[str, _Versions]:
    """Return the versions of each facet, empty ones for a facet that the commit did not change."""
    return {
        name: _Versions(
            search.states[commit], [search.states[parent] for parent in parents] or [NOTHING]
        )
        if commit in search.commits
        else _Versions(NOTHING, [NOTHING])
        for name, search in searches.items()
    }


def _change(issue_id: str, facets: Mapping[str, _Versions]) -> Change | None:
    """Return what a commit changed. A merge changed what none of its parents had."""
    row = facets["row"]
    new = next(map(issues.from_row, row.after), None)
    old = [issues.from_row(found) for before in row.before for found in before]
    change = changes.of(
        issue_id,
        (old[0] if old else None, new),
        _pairs(facets["dependencies"], dependencies.from_row),
        _pairs(facets["comments"], comments.from_row),
        _pairs(facets["dependents"], dependencies.from_row),
    )
    if change is None or len(old) < 2:
        return change
    decided = set.intersection(
        *({field.field for field in changes.fields(parent, new)} for parent in old)
    )
    change = change._replace(
        fields=tuple(field for field in change.fields if field.field in decided)
    )
    return change if change.kind != changes.CHANGED or any(change[3:]) else None


def _pairs(versions: _Versions, read: Callable[[Row], T]) -> list[Pair[T]]:
    """Return the rows that the commit removed and added, each in the order of their keys.

    A removed row was in every parent, an added row was in none.
    """
    after, before = versions
    removed = sorted(frozenset.intersection(*before) - after, key=_key)
    added = sorted(after.difference(*before), key=_key)
    return [*((read(row), None) for row in removed), *((None, read(row)) for row in added)]


def _key(row: Row) -> Row:
    return row[:3]
