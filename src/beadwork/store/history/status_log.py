"""The commits that may have moved an issue from one status to another, and where issues stood at
them.

What a message says is where to look: the rows are read `AS OF` the commit (0.15 ms each in a
packet). A commit whose message does not tell (raw SQL, an import, a merge) is compared with the one
before it (0.5 ms).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from beadwork.model.history import status_in_message
from beadwork.model.history.status_durations import State
from beadwork.model.history.status_in_message import Said
from beadwork.store.history import diffs
from beadwork.store.search import like_patterns

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Result, Statement
    from beadwork.dolt.writing.write import Reader

COMMITS = "SELECT commit_hash, committer, date, parents, message FROM dolt_log WHERE date >= %s"
COMMITS_BY = f"{COMMITS} AND (committer = %s OR message LIKE %s)"
_COLUMNS = ("id", "status", "created_at", "started_at", "closed_at", "updated_at", "created_by")
STATES = f"SELECT {', '.join(_COLUMNS)} FROM issues AS OF %s WHERE id IN %s"
MOVED = f"""
    SELECT COALESCE(to_id, from_id), {", ".join(f"COALESCE(to_{column}, from_{column})" for column in _COLUMNS[2:])}, to_status
    FROM dolt_diff(%s, %s, 'issues')
    WHERE to_status IS NULL OR from_status IS NULL OR to_status <> from_status
"""
FEW = 500
"""Up to so many issues, their rows are looked up at both commits instead of a diff of all."""
PACKET = 200
"""Questions about commits in one packet."""

BEGINNING = datetime(1970, 1, 1)
_RENAME = re.compile(r"^bd: rename (?P<old>\S+) to (?P<new>\S+)$", re.MULTILINE)
"""What the message of a merge says of two issues that were born under one id."""


class Commit(NamedTuple):
    """A commit, and what its message says of statuses."""

    hash: str
    author: str
    date: datetime
    parent: str
    """The first one: what a merge was made into."""
    said: Said
    renames: dict[str, str]
    """Of a merge: the issues that it renamed, by their new ids; they bear the old ones in the
    commits that it brought in.
    """

    def writer(self, issue_id: str) -> str:
        """Return who made the write about an issue."""
        return self.said.writers.get(issue_id, self.author)


class Found(NamedTuple):
    """An issue at a commit that may have moved it."""

    commit: Commit
    issue_id: str
    state: State


def commits(reader: Reader, since: datetime = BEGINNING, author: str | None = None) -> list[Commit]:
    """Return the commits since then (those with writes of one author) that may have moved an issue,
    the oldest first.

    A merge is opaque whatever it says.
    """
    found = []
    if author is None:
        rows = reader.rows(COMMITS, since)
    else:
        rows = reader.rows(COMMITS_BY, since, author, like_patterns.containing(f" (by {author})"))
    for commit, writer, date, parents, message in rows:
        before = (parents or "").split(", ")
        said = status_in_message.read(message)
        if len(before) > 1:
            said = said._replace(opaque=True, bringing=True)
        if before[0] and (said.opaque or said.statuses):
            renames = (
                {one["new"]: one["old"] for one in _RENAME.finditer(message)}
                if said.bringing
                else {}
            )
            found.append(Commit(commit, writer, date, before[0], said, renames))
    found.reverse()
    found.sort(key=lambda one: one.date)
    return found


def states(reader: Reader, ids: Collection[str]) -> dict[str, list[State]]:
    """Return where each of these issues stood at the commits that may have moved it, in order of
    time.

    Where another issue bore its id, or the one that it had before a merge renamed it, that one's
    states are among them.
    """
    asked = commits(reader)
    renames = {new: old for one in asked for new, old in one.renames.items() if new in ids}
    found: dict[str, list[State]] = {issue_id: [] for issue_id in (*ids, *renames.values())}
    plain = [
        (one, sorted(one.said.statuses.keys() & found.keys()))
        for one in asked
        if not one.said.opaque
    ]
    opaque = [one for one in asked if one.said.opaque]
    everything = [
        *at(reader, [pair for pair in plain if pair[1]]),
        *moved(reader, opaque, tuple(found)),
    ]
    for one in sorted(everything, key=lambda one: one.commit.date):
        if one.issue_id in found:
            found[one.issue_id].append(one.state)
    before = {
        new: [state for state in found[old] if state.status is not None]
        for new, old in renames.items()
    }
    for new, some in before.items():
        found[new] = sorted([*some, *found[new]], key=lambda state: state.committed_at)
    return found


def at(reader: Reader, pairs: Sequence[tuple[Commit, Sequence[str]]]) -> Iterable[Found]:
    """Yield the states of issues at the commits that name them; one that is not there then has the
    status None.
    """
    questions: list[Statement] = [(STATES, (commit.hash, tuple(ids))) for commit, ids in pairs]
    for (commit, ids), answer in zip(pairs, in_packets(reader, questions), strict=True):
        rows = {row[0]: row for row in answer.rows}
        for issue_id in ids:
            if issue_id in rows:
                _, status, *columns = rows[issue_id]
                yield Found(commit, issue_id, _state(commit, issue_id, status, columns))
            else:
                yield Found(
                    commit,
                    issue_id,
                    _state(commit, issue_id, None, [commit.date, None, None, commit.date, None]),
                )


def moved(reader: Reader, opaque: Sequence[Commit], ids: Sequence[str] = ()) -> Iterable[Found]:
    """Yield the states of issues that came, went, or have another status after a commit than before
    it.

    Where a few `ids` are given, only of these.
    """
    differing = diffs.tables(reader, [(one.parent, one.hash) for one in opaque])
    touching = [one for one, tables in zip(opaque, differing, strict=True) if "issues" in tables]
    if 0 < len(ids) <= FEW:
        looked = compared(reader, [(one, ids) for one in touching])
        yield from (found for before, found in looked if found.state.status != before)
        return
    questions: list[Statement] = [(MOVED, (one.parent, one.hash)) for one in touching]
    for commit, answer in zip(touching, in_packets(reader, questions), strict=True):
        for issue_id, *columns, status in answer.rows:
            yield Found(commit, issue_id, _state(commit, issue_id, status, columns))


def compared(
    reader: Reader, pairs: Sequence[tuple[Commit, Sequence[str]]]
) -> Iterable[tuple[str | None, Found]]:
    """Yield issues at commits as `at` does, each behind the status that it had before that
    commit.
    """
    before = at(reader, [(commit._replace(hash=commit.parent), ids) for commit, ids in pairs])
    statuses = [found.state.status for found in before]
    return zip(statuses, at(reader, pairs), strict=True)


def in_packets(reader: Reader, questions: Sequence[Statement]) -> Iterable[Result]:
    """Yield the answers to many questions, PACKET of them in one round trip."""
    for start in range(0, len(questions), PACKET):
        yield from reader.read(*questions[start : start + PACKET])


def _state(commit: Commit, issue_id: str, status: str | None, columns: Sequence[object]) -> State:
    created, started, closed, updated, created_by = columns
    actor = None if commit.said.bringing else commit.writer(issue_id)
    return State(status, created, started, closed, updated, commit.date, created_by, actor)  # type: ignore[arg-type]
