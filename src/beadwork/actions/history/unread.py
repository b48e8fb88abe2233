"""The changes that a reader of the feed has not read yet: which commits, and what they did."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from beadwork.actions.history import committed
from beadwork.dolt.connection.server_errors import ServerError
from beadwork.errors import CursorLost
from beadwork.model.history import cursor
from beadwork.model.history.cursor import Cursor
from beadwork.store.history import log, unseen_commits
from beadwork.store.search import matches_at

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from beadwork.dolt.writing.transaction import Reader
    from beadwork.model.history.committed_change import CommittedChange
    from beadwork.model.issues.kinds import Vocabulary
    from beadwork.store.history.log import Commit
    from beadwork.store.search.filters import Filter

PAGE = 100
"""Commits whose changes are read at once."""


class Unread(NamedTuple):
    """The commits that a reader does not have, in the order in which they are to be read."""

    head: str
    """The newest commit of the branch when it was looked at; "" where that is not among what is to
    be read yet.
    """
    commits: tuple[str, ...] = ()


NOT_LOOKED = Unread("")


class Page(NamedTuple):
    """The changes of some commits, and where their reader is behind them."""

    changes: list[CommittedChange]
    seen: Cursor


def start(reader: Reader, since: str | None, now: datetime, branch: str) -> tuple[Cursor, Unread]:
    """Return the cursor that a text is, and what is known to be unread: nothing, where it is the
    newest commit, for which None stands. A text that is no cursor is a REF.

    Raises:
        CursorLost: the branch does not have the cursor's commits.
        NotFound, Ambiguous: a REF names no commit, or several.
    """
    head = log.head(reader)
    if since is None:
        return Cursor((head,)), Unread(head)
    seen = cursor.parse(since)
    if seen is None:
        from beadwork.dolt.versions import revisions

        seen = Cursor((revisions.resolve(reader, since, now).commit,))
    _refuse_lost(reader, seen, head, branch)
    return seen, NOT_LOOKED


def commits(reader: Reader, seen: Cursor, branch: str) -> Unread:
    """Return the commits behind a cursor: all, or the oldest where they are many.

    Raises:
        CursorLost: the branch does not have the cursor's commits any more.
    """
    head = log.head(reader)
    if seen == Cursor((head,)):
        return Unread(head)
    _refuse_lost(reader, seen, head, branch)
    unseen = unseen_commits.of(reader, seen, head)
    is_all = len(unseen) < unseen_commits.AT_ONCE
    return Unread(head if is_all else "", tuple(cursor.parents_first(unseen)))


def _refuse_lost(reader: Reader, seen: Cursor, head: str, branch: str) -> None:
    if unseen_commits.is_in_history(reader, seen, head):
        return
    raise CursorLost(
        f"{seen} is not in the history of {branch}: that was squashed or moved, or the cursor is "
        "of another branch",
        hint=f"bd export, and then bd watch --since {head}",
        cursor=str(seen),
        head=head,
    )


def page(
    reader: Reader,
    hashes: Sequence[str],
    seen: Cursor,
    branch: str,
    vocabulary: Vocabulary,
    wanted: Filter | None,
    now: datetime,
) -> Page:
    """Return the changes of commits that are to be read next, without what a filter (of
    `matches_at.prepared`) leaves out.

    Raises:
        CursorLost: a commit is not there any more.
    """
    try:
        found = unseen_commits.commits(reader, hashes)
    except ServerError as error:
        if not unseen_commits.is_unknown(error):
            raise
        _refuse_lost(reader, Cursor((hashes[0],)), log.head(reader), branch)
        raise
    changes = committed.of(reader, found, seen, branch, vocabulary.over)
    for commit in found:
        seen = seen.after(commit.hash, commit.parents)
    if wanted is not None:
        changes = _matching(reader, found, changes, wanted, vocabulary, now)
    return Page(changes, seen)


def _matching(
    reader: Reader,
    commits: Sequence[Commit],
    changes: Sequence[CommittedChange],
    wanted: Filter,
    vocabulary: Vocabulary,
    now: datetime,
) -> list[CommittedChange]:
    """Return the changes of issues that the filter selects before or after the change."""
    questions = [
        (place, state, change.issues)
        for place, (commit, change) in enumerate(zip(commits, changes, strict=True))
        for state in (commit.hash, *commit.parents)
        if change.issues
    ]
    asked = [(state, ids) for _, state, ids in questions]
    selected: list[set[str]] = [set() for _ in changes]
    answers = matches_at.at(reader, asked, wanted, vocabulary, now)
    for (place, _, _), ids in zip(questions, answers, strict=True):
        selected[place] |= ids
    return [
        change.of_issues(frozenset(ids))
        for change, ids in zip(changes, selected, strict=True)
        if ids
    ]
