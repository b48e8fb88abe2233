"""The feed: what happened lately, one event for each issue and commit, the newest first.

Only the commits of a page are read in full. A commit that touched more issues than a person would
read (an import, raw SQL) is one event with their number. The commits that a merge brought in have
their own events, and the merge is one more event.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from beadwork.model.dependencies.readiness import OVER
from beadwork.model.history import changes, commit_message, feed
from beadwork.model.history.changes import Change
from beadwork.model.history.feed import Event
from beadwork.store.history import diffs, log, unseen_commits
from beadwork.store.history.log import Commit, Wanted

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader

MANY = 20
"""A commit that touched more issues than this number is one event."""
_PAST_TENSE = {
    "config": "configured",
    "forget": "forgot",
    "import": "imported",
    "init": "initialized",
    "merge": "merged",
    "migrate": "migrated",
    "remember": "remembered",
    "restore": "restored",
    "squash": "squashed",
    "undo": "undone",
}
_BACK = {"undo": "undone", "restore": "restored"}
"""The action of an event by the verb of its commit, whatever fields the commit changed."""
SETUP = (
    "Initialize data repository",
    "bd: keep tables named",
    *commit_message.FIRST,
    "bd: init ",
)
"""The beginnings of the messages of commits that set the tracker up."""


class ActivityPage(NamedTuple):
    """A page of the feed."""

    events: list[Event]
    more: bool
    """Whether older events were left out."""
    head: str
    """The newest commit when the page was read. Later commits are new to its reader."""
    issue_id: str | None = None
    """The issue that it is about, None where it is about all."""


def page(
    reader: Reader, wanted: Wanted, limit: int | None, over: tuple[str, ...] = OVER
) -> ActivityPage:
    """Return the newest events of the wanted commits, at most `limit`."""
    head = log.head(reader)
    found = log.commits(reader, wanted, limit + 1 if limit else None, head)
    happened = events(reader, found[:limit], head, over)
    return ActivityPage(
        happened[:limit],
        len(found) > len(found[:limit]) or len(happened) > len(happened[:limit]),
        head,
    )


def of_new(
    reader: Reader,
    hashes: Sequence[str],
    wanted: Wanted,
    issue_id: str | None,
    over: tuple[str, ...] = OVER,
) -> list[Event]:
    """Return the events of these commits, in their order. Where an issue is named, the commits
    changed it, and its events are returned.
    """
    commits = [
        commit
        for commit in unseen_commits.commits(reader, hashes)
        if wanted.actor in ("", commit.author)
        and (wanted.since is None or commit.date >= wanted.since)
    ]
    if issue_id is None:
        return events(reader, commits, "HEAD", over)
    titles = diffs.titles(reader, "HEAD", [issue_id])
    return [
        _event(commit, change._replace(title=change.title or titles.get(issue_id, "")), over)
        for commit in commits
        for part in diffs.in_parts(reader, commit.parents[0], commit.hash, [issue_id], 1)
        for change in changes.between(part)
    ]


def of_issue(
    reader: Reader, part: str, wanted: Wanted, limit: int | None, over: tuple[str, ...] = OVER
) -> ActivityPage:
    """Return the newest events of one issue.

    Raises:
        NotFound, Ambiguous: `part` names no issue, present or deleted, or several.
    """
    from beadwork.actions.history import history

    head = log.head(reader)
    found = history.of(reader, part)
    hashes = [
        entry.commit.hash
        for entry in found.entries
        if entry.commit.hash in (wanted.hashes or (entry.commit.hash,))
    ]
    kept = {
        commit.hash for commit in log.commits(reader, wanted._replace(hashes=hashes), None, head)
    }
    titles = diffs.titles(reader, head, [found.id])
    entries = [entry for entry in found.entries if entry.commit.hash in kept]
    happened = [
        _event(commit, change._replace(title=change.title or titles.get(found.id, "")), over)
        for commit, change in entries
    ]
    return ActivityPage(happened[:limit], len(happened) > len(happened[:limit]), head, found.id)


def events(
    reader: Reader, commits: Sequence[Commit], head: str, over: tuple[str, ...]
) -> list[Event]:
    """Return what happened in these commits, in their order."""
    few, counts = _few(reader, commits)
    pairs = [(commit.parents[0], commit.hash) for commit in few]
    scopes = [commit_message.scope(commit.message) for commit in few]
    found = [changes.between(rows) for rows in diffs.of_commits(reader, pairs, scopes)]
    of_commit = dict(zip((commit.hash for commit in few), found, strict=True))
    untitled = {change.id for made in found for change in made if not change.title}
    titles = diffs.titles(reader, head, sorted(untitled))
    return [
        event
        for commit in commits
        for event in _events(
            commit, of_commit.get(commit.hash, ()), counts.get(commit.hash, 0), titles, over
        )
    ]


def _few(reader: Reader, commits: Sequence[Commit]) -> tuple[list[Commit], dict[str, int]]:
    """Return the commits with few enough issues for an event each, and the number of issues of the
    other commits, by hash.
    """
    plain = [commit for commit in commits if len(commit.parents) == 1]
    opaque = [commit for commit in plain if not commit_message.names_its_issues(commit.message)]
    pairs = [(commit.parents[0], commit.hash) for commit in opaque]
    ids = diffs.ids(reader, pairs) if pairs else []
    sizes = {commit.hash: len(commit_message.issues(commit.message)) for commit in plain}
    sizes.update(zip((commit.hash for commit in opaque), map(len, ids), strict=True))
    counts = {commit: size for commit, size in sizes.items() if size > MANY}
    few = [commit for commit in plain if commit.hash not in counts and not _is_setup(commit)]
    return few, counts


def _events(
    commit: Commit,
    changes_made: Sequence[Change],
    count: int,
    titles: dict[str, str],
    over: tuple[str, ...],
) -> Iterator[Event]:
    if _is_setup(commit):
        return
    if not changes_made:
        yield Event(
            commit.date,
            commit.author,
            commit.hash,
            word(commit, count),
            _message(commit),
            None,
            count,
        )
    for change in changes_made:
        yield _event(commit, change._replace(title=change.title or titles.get(change.id, "")), over)


def _event(commit: Commit, change: Change, over: tuple[str, ...]) -> Event:
    word = action(commit, change, over)
    return Event(commit.date, commit.author, commit.hash, word, _message(commit), change)


def action(commit: Commit, change: Change, over: tuple[str, ...]) -> str:
    """Return the word for what a commit did to an issue."""
    return _BACK.get(commit_message.verb_about(commit.message, change.id)) or feed.action(
        change, over
    )


def _is_setup(commit: Commit) -> bool:
    return commit.message.startswith(SETUP)


def _message(commit: Commit) -> str:
    return commit_message.split(commit.message)[0]


def word(commit: Commit, count: int = 0) -> str:
    """Return the word for a commit that changed so many issues, where it is not about each."""
    if len(commit.parents) > 1:
        return "merged"
    verb = commit_message.verb(commit.message)
    return _PAST_TENSE.get(verb, "changed" if count else verb or "changed")
