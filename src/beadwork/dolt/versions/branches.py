"""The branches of a database.

Dolt makes two branches of names that differ only in case, but takes them for one when a client
connects: the two then share what is uncommitted (docs/dolt-notes.md). So such a second branch is
never made here.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from beadwork.dolt.connection.session import Session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from beadwork.dolt.writing.transaction import Reader

NAMES = "SELECT name FROM dolt_branches ORDER BY name"
ALL = """
    SELECT name, hash, latest_author, latest_author_email, latest_commit_date, latest_commit_message
    FROM dolt_branches ORDER BY name
"""
COUNT = "SELECT COUNT(*) FROM dolt_log(%s)"
COMMITS = "SELECT commit_hash, committer, email, date, message FROM dolt_log(%s)"
MERGE_BASE = "SELECT DOLT_MERGE_BASE(%s, %s)"
MERGE_BASE_AND_NEWEST = "SELECT DOLT_MERGE_BASE(%s, %s), DOLT_HASHOF(%s)"
OTHER_CONNECTIONS = """
    SELECT id FROM information_schema.processlist
    WHERE LOWER(db) = LOWER(%s) AND id <> CONNECTION_ID() ORDER BY id
"""
"""Connections by the branch that they were opened on."""
CREATE = "CALL DOLT_BRANCH(%s, %s)"
DELETE = "CALL DOLT_BRANCH('-D', '--force', %s)"
"""Without force Dolt refuses where any session has ever read the branch, this one included."""
TAGS = "SELECT tag_name, tag_hash FROM dolt_tags WHERE tag_name LIKE %s ORDER BY tag_name"
CREATE_TAG = "CALL DOLT_TAG(%s, %s)"


class Branch(NamedTuple):
    """A branch, by its newest commit."""

    name: str
    commit: str
    author: str
    email: str
    date: datetime
    message: str


class Distance(NamedTuple):
    """How many commits a branch has that the other has not, and the other way round."""

    ahead: int
    behind: int


def names(session: Reader) -> list[str]:
    """Return the names of all branches, in order."""
    return [row[0] for row in session.rows(NAMES)]


def read_all(reader: Reader) -> list[Branch]:
    """Return all branches, by name."""
    return [Branch._make(row) for row in reader.rows(ALL)]


def distances(reader: Reader, commits: Sequence[str], base: str) -> list[Distance]:
    """Return the distance of each commit from `base`, in one round trip. The hashes are whole."""
    ranges = [pair for commit in commits for pair in (f"{base}..{commit}", f"{commit}..{base}")]
    counts = [
        int(answer.rows[0][0]) for answer in reader.read(*((COUNT, (pair,)) for pair in ranges))
    ]
    return [
        Distance(ahead, behind) for ahead, behind in zip(counts[::2], counts[1::2], strict=True)
    ]


def commits_ahead(
    reader: Reader, commit: str, base: str
) -> list[tuple[str, str, str, datetime, str]]:
    """Return the commits that `commit` has and `base` has not, the newest first.

    Each is (hash, author, email, date, message).
    """
    return [
        (row[0], row[1], row[2], row[3], row[4])
        for row in reader.rows(COMMITS, f"{base}..{commit}")
    ]


def merge_base(reader: Reader, commit: str, other: str) -> str:
    """Return the hash of the newest commit that both have."""
    return str(reader.rows(MERGE_BASE, commit, other)[0][0])


def merge_base_and_newest(reader: Reader, commit: str, other: str) -> tuple[str, str]:
    """Return the hash of the newest commit that both have, and that of the newest of `other`."""
    base, newest = reader.rows(MERGE_BASE_AND_NEWEST, commit, other, other)[0]
    return str(base), str(newest)


def other_connections(session: Session) -> list[int]:
    """Return the numbers of the other live connections that were opened on the session's branch."""
    return [
        int(row[0])
        for row in session.rows(OTHER_CONNECTIONS, f"{session.database}/{session.branch}")
    ]


def create(session: Session, name: str, start: str) -> None:
    """Make a branch at a commit, or at the newest commit of another branch."""
    session.rows(CREATE, name, start)


def delete(session: Session, name: str) -> None:
    """Delete a branch, whoever uses it and whatever it holds."""
    session.rows(DELETE, name)


def create_tag(session: Session, tag: str, commit: str) -> None:
    """Give a commit a tag, so that no garbage collection takes it."""
    session.rows(CREATE_TAG, tag, commit)


def tags(reader: Reader, beginning: str) -> list[tuple[str, str]]:
    """Return the tags whose names begin so, each with its commit."""
    pattern = beginning.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return [(str(row[0]), str(row[1])) for row in reader.rows(TAGS, f"{pattern}%")]


def session_at(session: Session, branch: str) -> Session:
    """Return a session on another branch of the same database, or on a commit by its whole hash.

    The new session has no greeting: `session` has checked the server already, and not every branch
    is a tracker's.
    """
    return Session(session.address, session.database, branch=branch, on_packet=session.on_packet)
