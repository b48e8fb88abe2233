"""The table `comments`. A comment's key has a UUID, so that comments of two clones cannot
collide.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from beadwork.dolt.connection.session import Row
from beadwork.model.issues.comment import Comment
from beadwork.store import id_lists, json_columns

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader, Transaction

COLUMNS = "issue_id, id, author, text, created_at, extra"
ORDER = "issue_id, created_at, CAST(JSON_UNQUOTE(JSON_EXTRACT(extra, '$.id')) AS UNSIGNED), id"
"""The order in which comments were written. If the times of a source are whole seconds, the
source's own numbers decide, which an import keeps.
"""
OF_ISSUES = f"SELECT {COLUMNS} FROM comments WHERE issue_id IN %s ORDER BY {ORDER}"
COUNT_OF = "SELECT COUNT(*) FROM comments WHERE issue_id IN %s"
INSERT = f"INSERT INTO comments ({COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s)"
REPLACE = "UPDATE comments SET text = %s, extra = %s WHERE issue_id = %s AND id = %s"
REMOVE = "DELETE FROM comments WHERE issue_id = %s AND id = %s"
REMOVE_OF = "DELETE FROM comments WHERE issue_id IN %s"


def of(reader: Reader, ids: Sequence[str]) -> list[Comment]:
    """Return the comments on issues, by issue, the oldest first."""
    return [from_row(row) for row in id_lists.rows(reader, OF_ISSUES, ids)]


def add(tx: Transaction, comment: Comment) -> None:
    """Insert a comment."""
    tx.write(INSERT, *to_row(comment))


def replace(tx: Transaction, comment: Comment) -> None:
    """Write the text of a comment that is there."""
    *_, extra = to_row(comment)
    tx.write(REPLACE, comment.text, extra, comment.issue_id, comment.id)


def remove(tx: Transaction, comment: Comment) -> None:
    """Delete a comment."""
    tx.write(REMOVE, comment.issue_id, comment.id)


def remove_of(tx: Transaction, ids: Sequence[str]) -> None:
    """Delete every comment on these issues."""
    for chunk in id_lists.chunks(ids):
        tx.write(REMOVE_OF, tuple(chunk))


def from_row(row: Row) -> Comment:
    """Return the comment of a row in the order of COLUMNS."""
    return Comment._make((*row[:5], json_columns.mapping(row[5])))


def to_row(comment: Comment) -> Row:
    """Return the row of a comment in the order of COLUMNS."""
    extra = json.dumps(comment.extra, ensure_ascii=False, sort_keys=True) if comment.extra else None
    return (*comment[:5], extra)
