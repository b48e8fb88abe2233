"""The commits that may have changed the status of an issue, and the statuses at them.

The messages say where to look. The rows are read `AS OF` the commit (0.15 ms each in a packet). An
opaque commit, whose message does not name its issues (raw SQL, an import, a merge), is compared
with the commit before it (0.5 ms).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from beadwork.model.history import status_in_message
from beadwork.model.history.status_durations import StatusAtCommit
from beadwork.model.history.status_in_message import MessageStatuses
from beadwork.store.history import diffs
from beadwork.store.search import like_patterns

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Result, Statement
    from beadwork.dolt.writing.transaction import Reader

COMMITS = "SELECT commit_hash, committer, date, parents, message FROM dolt_log WHERE date >= %s"
COMMITS_BY = f"{COMMITS} AND (committer = %s OR message LIKE %s)"
_COLUMNS = ("id", "status", "created_at", "started_at", "closed_at", "updated_at", "created_by")
STATUSES_AT = f"SELECT {', '.join(_COLUMNS)} FROM issues AS OF %s WHERE id IN %s"
_LATEST = ", ".join(f"COALESCE(to_{column}, from_{column})" for column in _COLUMNS[2:])
CHANGED = f"""
    SELECT COALESCE(to_id, from_id), {_LATEST}, to_status
    FROM dolt_diff(%s, %s, 'issues')
    WHERE to_status IS NULL OR from_status IS NULL OR to_status <> from_status
"""
FEW = 500
"""The most issues whose rows are read at both commits instead of a diff of the whole table."""
PACKET = 200
"""Statements about commits in one packet."""

EPOCH = datetime(1970, 1, 1)
_RENAME = re.compile(r"^bd: rename (?P<old>\S+) to (?P<new>\S+)$", re.MULTILINE)
"""The line of a merge's message about a rename: two issues were filed under one id."""


class Commit(NamedTuple):
    """A commit, and what its message says about statuses."""

    hash: str
    author: str
    date: datetime
    parent: str
    """The first parent."""
    message: MessageStatuses
    renames: dict[str, str]
    """The renames of a merge: old ids by new ids. The commits that the merge brought in have the
    old ids.
    """

    def writer(self, issue_id: str) -> str:
        """Return the author of the write about an issue."""
        return self.message.writers.get(issue_id, self.author)


class IssueStatus(NamedTuple):
    """The status of an issue at a commit that may have changed the status."""

    commit: Commit
    issue_id: str
    state: StatusAtCommit


def commits(reader: Reader, since: datetime = EPOCH, author: str | None = None) -> list[Commit]:
    """Return the commits since a time that may have changed a status, the oldest first. With an
    `author`, only those with writes of this author.

    A merge is always opaque, whatever its message says.
    """
    if author is None:
        rows = reader.rows(COMMITS, since)
    else:
        rows = reader.rows(COMMITS_BY, since, author, like_patterns.containing(f" (by {author})"))
    read = [_commit(*row) for row in reversed(rows)]
    found = [
        commit
        for commit in read
        if commit.parent and (commit.message.opaque or commit.message.statuses)
    ]
    return sorted(found, key=lambda commit: commit.date)


def _commit(commit: str, author: str, date: datetime, parents: str | None, text: str) -> Commit:
    parent, *merged = (parents or "").split(", ")
    message = status_in_message.read(text)
    if merged:
        message = message._replace(opaque=True, from_elsewhere=True)
    renames = {}
    if message.from_elsewhere:
        renames = {found["new"]: found["old"] for found in _RENAME.finditer(text)}
    return Commit(commit, author, date, parent, message, renames)


def statuses(reader: Reader, ids: Collection[str]) -> dict[str, list[StatusAtCommit]]:
    """Return the statuses of each of these issues at the commits that may have changed them, in
    order of time.

    If another issue had the same id, or the id from which a merge renamed the issue, the statuses
    of that issue are included.
    """
    log = commits(reader)
    renames = {new: old for commit in log for new, old in commit.renames.items() if new in ids}
    found: dict[str, list[StatusAtCommit]] = {
        issue_id: [] for issue_id in (*ids, *renames.values())
    }
    for row in sorted(_found(reader, log, found.keys()), key=lambda row: row.commit.date):
        if row.issue_id in found:
            found[row.issue_id].append(row.state)
    before = {
        new: [state for state in found[old] if state.status is not None]
        for new, old in renames.items()
    }
    for new, states in before.items():
        found[new] = sorted([*states, *found[new]], key=lambda state: state.committed_at)
    return found


def _found(reader: Reader, log: Sequence[Commit], ids: Collection[str]) -> list[IssueStatus]:
    """Return the statuses of these issues at the commits whose message names them, and at the
    opaque commits that changed them.
    """
    named = [
        (commit, sorted(set(commit.message.statuses).intersection(ids)))
        for commit in log
        if not commit.message.opaque
    ]
    opaque = [commit for commit in log if commit.message.opaque]
    return [*at(reader, [pair for pair in named if pair[1]]), *changed(reader, opaque, tuple(ids))]


def at(reader: Reader, pairs: Sequence[tuple[Commit, Sequence[str]]]) -> Iterable[IssueStatus]:
    """Yield the statuses of issues at the commits that name them. The status is None where the
    commit does not have the issue.
    """
    questions: list[Statement] = [(STATUSES_AT, (commit.hash, tuple(ids))) for commit, ids in pairs]
    for (commit, ids), answer in zip(pairs, in_packets(reader, questions), strict=True):
        rows = {row[0]: row for row in answer.rows}
        for issue_id in ids:
            if issue_id in rows:
                _, status, *columns = rows[issue_id]
                yield IssueStatus(commit, issue_id, _state(commit, issue_id, status, columns))
            else:
                yield IssueStatus(
                    commit,
                    issue_id,
                    _state(commit, issue_id, None, [commit.date, None, None, commit.date, None]),
                )


def changed(
    reader: Reader, opaque: Sequence[Commit], ids: Sequence[str] = ()
) -> Iterable[IssueStatus]:
    """Yield the statuses of the issues that a commit added, deleted, or gave another status.

    With few `ids`, only these issues are compared.
    """
    differing = diffs.tables(reader, [(commit.parent, commit.hash) for commit in opaque])
    touching = [
        commit for commit, tables in zip(opaque, differing, strict=True) if "issues" in tables
    ]
    if 0 < len(ids) <= FEW:
        looked_up = compared(reader, [(commit, ids) for commit in touching])
        yield from (found for before, found in looked_up if found.state.status != before)
        return
    questions: list[Statement] = [(CHANGED, (commit.parent, commit.hash)) for commit in touching]
    for commit, answer in zip(touching, in_packets(reader, questions), strict=True):
        for issue_id, *columns, status in answer.rows:
            yield IssueStatus(commit, issue_id, _state(commit, issue_id, status, columns))


def compared(
    reader: Reader, pairs: Sequence[tuple[Commit, Sequence[str]]]
) -> Iterable[tuple[str | None, IssueStatus]]:
    """Yield what `at` yields, each as a pair with the status that the issue had before the
    commit.
    """
    before = at(reader, [(commit._replace(hash=commit.parent), ids) for commit, ids in pairs])
    statuses = [found.state.status for found in before]
    return zip(statuses, at(reader, pairs), strict=True)


def in_packets(reader: Reader, questions: Sequence[Statement]) -> Iterable[Result]:
    """Yield the results of many statements, with PACKET statements in one round trip."""
    for start in range(0, len(questions), PACKET):
        yield from reader.read(*questions[start : start + PACKET])


def _state(
    commit: Commit, issue_id: str, status: str | None, columns: Sequence[Any]
) -> StatusAtCommit:
    created, started, closed, updated, created_by = columns
    actor = None if commit.message.from_elsewhere else commit.writer(issue_id)
    return StatusAtCommit(status, created, started, closed, updated, commit.date, created_by, actor)
