"""Make the history of a branch one commit, whole or not at all.

The new commit is built on a side branch and compared with the content of the branch. Only then does
one statement move the branch to it. Before that the newest old commit gets a tag, from which the
old history stays reachable. A squash that is killed leaves the old history or the new one, and at
most the side branch (which the next run deletes) or a tag.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from beadwork.dolt.versions import branches
from beadwork.dolt.writing import dolt_commit, local_operation
from beadwork.errors import BeadworkError, LostRace, NotFound

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Session
    from beadwork.dolt.writing.transaction import Reader

TAG_PREFIX = "before-squash-"

ROOT_COMMIT = "SELECT commit_hash FROM dolt_log ORDER BY commit_order LIMIT 1"
OLDEST = """
    SELECT commit_hash, committer, date, message FROM dolt_log
    ORDER BY commit_order LIMIT 1 OFFSET 1
"""
NEWEST = "SELECT commit_hash, committer, date, message FROM dolt_log LIMIT 1"
COUNT = "SELECT COUNT(*) FROM dolt_log"
REMOTES = "SELECT name FROM dolt_remotes ORDER BY name"
MERGE_BASE = "SELECT DOLT_MERGE_BASE('HEAD', %s)"
TAGS = """
    SELECT tag_name, tag_hash FROM dolt_tags
    WHERE LEFT(tag_name, 14) = 'before-squash-' ORDER BY tag_name
"""
COMMITS_OF_RANGE = "SELECT COUNT(*) FROM dolt_log(%s)"
UNCOMMIT = "CALL DOLT_RESET('--soft', %s)"
DIFFERENCE = "SELECT to_table_name FROM dolt_diff_summary('HEAD', %s)"
TAKE_OVER = "CALL DOLT_RESET('--hard', %s)"
DELETE_TAG = "CALL DOLT_TAG('-d', %s)"


class BoundaryCommit(NamedTuple):
    """The first or the last of the commits that would become one."""

    commit: str
    author: str
    date: datetime
    message: str


class Extent(NamedTuple):
    """The commits that would become one, without Dolt's own first commit, which is empty."""

    commits: int
    oldest: BoundaryCommit | None
    newest: BoundaryCommit


def extent(reader: Reader) -> Extent:
    """Return the extent of the branch's history."""
    count, oldest, newest = reader.read((COUNT, ()), (OLDEST, ()), (NEWEST, ()))
    first = BoundaryCommit._make(oldest.rows[0]) if oldest.rows else None
    return Extent(int(count.rows[0][0]) - 1, first, BoundaryCommit._make(newest.rows[0]))


def remotes(reader: Reader) -> list[str]:
    """Return the names of the remotes, which keep the commits as they are."""
    return [row[0] for row in reader.rows(REMOTES)]


def branches_sharing_history(reader: Reader, own: str) -> list[str]:
    """Return the other branches that share commits with this one.

    After a squash they could not be merged any more.
    """
    others = [name for name in branches.names(reader) if name not in (own, side_branch(own))]
    beginning = reader.rows(ROOT_COMMIT)[0][0]
    answers = reader.read(*((MERGE_BASE, (name,)) for name in others)) if others else []
    return [
        name
        for name, answer in zip(others, answers, strict=True)
        if answer.rows[0][0] not in (None, beginning)
    ]


def side_branch(branch: str) -> str:
    """Return the name of the side branch on which the one commit of `branch` is built."""
    return f"squash-of-{branch}"


def make_one(session: Session, message: str, author: str, day: datetime) -> str:
    """Make all commits of the session's branch one, and return the tag that keeps the old ones.

    The caller holds the writer lock, and nothing is uncommitted.

    Raises:
        LostRace: somebody wrote without the lock meanwhile; nothing is changed.
        ServerError: the server failed; the branch has its old history or the new one.
    """
    side = side_branch(session.branch or "main")
    if side in branches.names(session):
        branches.delete(session, side)
    branches.create(session, side, "HEAD")
    with branches.session_at(session, side) as building:
        building.rows(UNCOMMIT, session.rows(ROOT_COMMIT)[0][0])
        dolt_commit.make(building, message, author)
    if session.rows(DIFFERENCE, side) or dolt_commit.has_uncommitted(session):
        branches.delete(session, side)
        raise LostRace(
            "something was written without the writer lock meanwhile", hint="run the command again"
        )
    tag = _tag_old_history(session, day)
    local_operation.delete_last(session)
    session.rows(TAKE_OVER, side)
    branches.delete(session, side)
    return tag


def _tag_old_history(session: Session, day: datetime) -> str:
    """Return the tag of the newest old commit, which is made where there is none."""
    head = extent(session).newest.commit
    taken = tags(session)
    for name, commit in taken.items():
        if commit == head:
            return name
    name, number = f"{TAG_PREFIX}{day:%Y-%m-%d}", 1
    while name in taken:
        number += 1
        name = f"{TAG_PREFIX}{day:%Y-%m-%d}-{number}"
    branches.create_tag(session, name, head)
    return name


def tags(reader: Reader) -> dict[str, str]:
    """Return the tags that keep old histories, each with its commit."""
    return dict(reader.rows(TAGS))


class OldHistory(NamedTuple):
    """An old history that a tag keeps: its last commit, and how many commits only it has."""

    tag: str
    commit: str
    commits: int


def old_history(reader: Reader, tag: str) -> OldHistory:
    """Return the old history that a tag keeps.

    Raises:
        NotFound: no squash left such a tag.
    """
    known = tags(reader)
    if tag not in known:
        names = ", ".join(known) or "none"
        raise NotFound(f'no squash left a tag "{tag}"; there are: {names}', hint="bd squash")
    count = int(reader.rows(COMMITS_OF_RANGE, f"HEAD..{tag}")[0][0])
    return OldHistory(tag, known[tag], count)


def delete_tag(session: Session, tag: str) -> None:
    """Delete a squash's tag; the next full garbage collection deletes what only it kept."""
    if not tag.startswith(TAG_PREFIX):
        raise BeadworkError(f"{tag} is not a tag of a squash")
    session.rows(DELETE_TAG, tag)
