"""The fingerprint of a database: two databases with the same one hold the same tables, rows and
branches.

The fingerprint of a database comes from its server, that of a copy from Dolt itself; the statements
are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from beadwork.dolt.connection.session import Session
from beadwork.dolt.databases.offline import Dolt

Query = Callable[[Sequence[str]], list[list[tuple[Any, ...]]]]

# Each statement names its columns in alphabetical order: server and Dolt then give the same order.
HASH = "SELECT dolt_hashof_db() AS hash"
BRANCHES = "SELECT hash, name FROM dolt_branches"
LAST = "SELECT commit_hash, date, message FROM dolt_log LIMIT 1"
TABLES = "SHOW TABLES"
COUNT = "SELECT COUNT(*) AS number FROM `{table}`"
TEXTS = """
    SELECT column_name AS name, table_name AS owner FROM information_schema.columns
    WHERE table_schema = DATABASE() AND data_type IN ('text', 'mediumtext', 'longtext', 'json')
"""
ALL_COMMITS = "SELECT COUNT(*) AS number, SUM(LENGTH(message)) AS size FROM dolt_log"
ALL_CHANGES = "SELECT COUNT(*) AS number, SUM({lengths}) AS size FROM `dolt_diff_{table}`"
HAS_COMMIT = "SELECT COUNT(*) AS number FROM dolt_log WHERE commit_hash = '{commit}'"


class Fingerprint(NamedTuple):
    """The hash over all tables, the branches, the rows by table, and the last commit of `main`."""

    hash: str
    branches: dict[str, str]
    rows: dict[str, int]
    commit: str
    date: str
    message: str

    def last(self) -> str:
        """Return the time of the last commit as a person reads it, to the second."""
        return f"{self.date[:19]}Z" if self.date else "never"

    def differences(self, other: Fingerprint) -> list[str]:
        """Return the differences from another fingerprint, one text each; empty where they are the
        same.
        """
        found = [
            f"{name}: {self.rows.get(name, 'no table')}"
            f" against {other.rows.get(name, 'no table')} rows"
            for name in sorted(self.rows.keys() | other.rows.keys())
            if self.rows.get(name) != other.rows.get(name)
        ]
        found += [
            f"branch {name}: {self.branches.get(name, 'none')}"
            f" against {other.branches.get(name, 'none')}"
            for name in sorted(self.branches.keys() | other.branches.keys())
            if self.branches.get(name) != other.branches.get(name)
        ]
        return found or (
            [f"dolt_hashof_db(): {self.hash} against {other.hash}"]
            if self.hash != other.hash
            else []
        )


def read(query: Query) -> Fingerprint:
    """Return the fingerprint of a database; every table of it is read.

    Raises:
        StorageFailure, ServerError: the database cannot be read.
    """
    digest, branches, last, tables = query((HASH, BRANCHES, LAST, TABLES))
    names = [str(name) for (name,) in tables]
    counts = query([COUNT.format(table=_quoted(name)) for name in names]) if names else []
    commit, date, message = last[0] if last else ("", "", "")
    return Fingerprint(
        str(digest[0][0]) if digest else "",
        {str(name): str(commit) for commit, name in branches},
        {name: int(rows[0][0]) for name, rows in zip(names, counts, strict=True)},
        str(commit),
        _rfc3339(str(date)),
        str(message).splitlines()[0] if message else "",
    )


def read_history(query: Query, tables: Iterable[str]) -> None:
    """Read every commit of the branch, and what each changed in these tables, the long texts
    included: what no table has now any more can be damaged, too.

    Raises:
        StorageFailure, ServerError: a part of the history cannot be read.
    """
    texts: dict[str, list[str]] = {}
    for column, table in query((TEXTS,))[0]:
        texts.setdefault(str(table), []).append(str(column))
    query((ALL_COMMITS,))
    for table in tables:
        lengths = [f"COALESCE(LENGTH(`to_{_quoted(name)}`), 0)" for name in texts.get(table, ())]
        query((ALL_CHANGES.format(lengths=" + ".join(lengths) or "1", table=_quoted(table)),))


def _quoted(name: str) -> str:
    return name.replace("`", "``")


def _rfc3339(text: str) -> str:
    """Return a time as RFC 3339 with all of six digits, so that texts compare as times do."""
    seconds, _, fraction = text.replace(" ", "T").partition(".")
    return f"{seconds}.{fraction[:6].ljust(6, '0')}Z" if seconds else ""


def has_commit(query: Query, commit: str) -> bool:
    """Tell whether the history of a database has a commit, given by its whole hash."""
    return commit.isalnum() and bool(query((HAS_COMMIT.format(commit=commit),))[0][0][0])


def server_query(session: Session) -> Query:
    """Return the function that runs statements on a session's server."""
    return lambda statements: [
        list(result.rows)
        for result in session.pipeline(*((sql.replace("%", "%%"), ()) for sql in statements))
    ]


def copy_query(dolt: Dolt, directory: Path) -> Query:
    """Return the function that runs statements on a copy, by Dolt itself."""
    return lambda statements: dolt.rows(directory, *statements)
