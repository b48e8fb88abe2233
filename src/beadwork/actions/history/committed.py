"""What commits did to which issues, for the feed of changes: every commit, and every issue of it.

The rows themselves are compared, and the messages are not believed: somebody who mirrors the
tracker misses nothing that raw SQL wrote. A merge has what differs from all its parents, such as a
field that both sides had changed. All else that it brings in is in the commits that it brings in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from beadwork.actions.history import activity
from beadwork.model.history import changes, commit_message
from beadwork.model.history.changes import CREATED, DELETED, Difference
from beadwork.model.history.committed_change import CommittedChange
from beadwork.store.history import diffs

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader
    from beadwork.model.history.cursor import Cursor
    from beadwork.store.history.log import Commit

TOGETHER = 2_000
"""Issues whose rows are compared at once."""
MERGED, UPDATED = "merged", "updated"


def of(
    reader: Reader,
    commits: Sequence[Commit],
    seen: Cursor,
    branch: str,
    over: tuple[str, ...],
) -> list[CommittedChange]:
    """Return the change of each commit, in their order, for a reader whose cursor is `seen`. Each
    commit comes behind those of its parents that the reader does not have.
    """
    words = {**_of_plain(reader, commits, over), **_of_merges(reader, commits)}
    found = []
    for commit in commits:
        seen = seen.after(commit.hash, commit.parents)
        kinds = words.get(commit.hash, {})
        found.append(
            CommittedChange(
                commit.hash,
                commit.author,
                commit.date,
                branch,
                tuple(kinds),
                tuple(kinds.values()) or (activity.word(commit),),
                commit_message.split(commit.message)[0],
                str(seen),
            )
        )
    return found


Words = dict[str, str]
"""The word for what happened to each issue, by id, sorted."""


def _of_plain(reader: Reader, commits: Sequence[Commit], over: tuple[str, ...]) -> dict[str, Words]:
    """Return the words of the commits that have one parent, by commit."""
    plain = [commit for commit in commits if len(commit.parents) == 1]
    unknown = [commit for commit in plain if not _is_small(commit)]
    ids = dict(zip(unknown, diffs.ids(reader, list(map(_pair, unknown))), strict=True))
    sizes = {
        commit: len(ids[commit]) if commit in ids else len(commit_message.issues(commit.message))
        for commit in plain
    }
    found: dict[str, Words] = {}
    whole = {
        commit: size
        for commit, size in sizes.items()
        if size <= TOGETHER and (size or commit not in ids)
    }
    for group in _groups(whole):
        read = diffs.of_commits(reader, list(map(_pair, group)))
        for commit, difference in zip(group, read, strict=True):
            found[commit.hash] = _words(commit, difference, over)
    for commit, size in sizes.items():
        if size > TOGETHER:
            words = found[commit.hash] = {}
            for part in diffs.in_parts(reader, *_pair(commit), ids[commit], TOGETHER):
                words |= _words(commit, part, over)
    return found


def _is_small(commit: Commit) -> bool:
    """Tell whether a commit changed few issues, by its message. One whose message lies costs
    memory, and nothing else.
    """
    return (
        commit_message.names_its_issues(commit.message)
        and not commit.message.startswith(commit_message.FIRST)
        and len(commit_message.issues(commit.message)) <= TOGETHER
    )


def _pair(commit: Commit) -> tuple[str, str]:
    return (commit.parents[0], commit.hash)


def _groups(sizes: Mapping[Commit, int]) -> Iterator[list[Commit]]:
    """Yield the commits in groups of at most TOGETHER issues."""
    group: list[Commit] = []
    together = 0
    for commit, size in sizes.items():
        if group and together + size > TOGETHER:
            yield group
            group, together = [], 0
        group.append(commit)
        together += size
    if group:
        yield group


def _words(commit: Commit, difference: Difference, over: tuple[str, ...]) -> Words:
    """Return the words of a difference. An issue of which only `updated_at` differs is updated."""
    words = {
        change.id: activity.action(commit, change, over) for change in changes.between(difference)
    }
    return {issue_id: words.get(issue_id, UPDATED) for issue_id in difference.ids()}


def _of_merges(reader: Reader, commits: Sequence[Commit]) -> dict[str, Words]:
    """Return the words of the issues of merges that are as in none of the parents, by merge."""
    merges = [commit for commit in commits if len(commit.parents) > 1]
    pairs = [(parent, merge.hash) for merge in merges for parent in merge.parents]
    ids = iter(diffs.ids(reader, pairs))
    both = {
        merge: sorted(set.intersection(*(set(next(ids)) for _ in merge.parents)))
        for merge in merges
    }
    states = [
        (state, ids_of_merge)
        for merge, ids_of_merge in both.items()
        for state in (merge.hash, *merge.parents)
    ]
    present = iter(diffs.existing(reader, states))
    return {
        merge.hash: _merged(ids_of_merge, next(present), [next(present) for _ in merge.parents])
        for merge, ids_of_merge in both.items()
    }


def _merged(ids: Sequence[str], here: set[str], before: Sequence[set[str]]) -> Words:
    was = set[str]().union(*before)
    return {
        issue_id: DELETED if issue_id not in here else MERGED if issue_id in was else CREATED
        for issue_id in ids
        if issue_id in here or issue_id in was
    }
