"""The table `mail`: one row for each inbox that a message lies in (see model/mail.py)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from beadwork.dolt.connection.session import Row, Session, Statement
from beadwork.model import mail as values
from beadwork.model.issues import id_parts
from beadwork.model.mail import Mail
from beadwork.store import json_columns
from beadwork.store.search import like_patterns

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader, Transaction

COLUMNS = ", ".join(Mail._fields)
_LISTED = COLUMNS.replace("body", "NULL")
_MINE = "JSON_EXTRACT(to_addrs, '$[0]') = %s"

INBOX = f"SELECT {_LISTED} FROM mail WHERE archived_at IS NULL AND {_MINE}"
INBOX_WHOLE = f"SELECT {_LISTED} FROM mail WHERE {_MINE}"
UNREAD = f"SELECT COUNT(*) FROM mail WHERE read_at IS NULL AND archived_at IS NULL AND {_MINE}"
MATCHING = """
    SELECT DISTINCT SUBSTRING_INDEX(id, '.', 1) AS message FROM mail
    WHERE LOWER(id) LIKE %s ORDER BY message
"""
COPIES = (
    f"SELECT {COLUMNS} FROM mail WHERE id = %s OR (id > %s AND id < %s) ORDER BY LENGTH(id), id"
)
"""A range, as in issues.NAMED_BELOW."""
THREAD = f"SELECT {COLUMNS} FROM mail WHERE thread_id = %s"
INSERT = f"INSERT INTO mail ({COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)"
MARK_READ = "UPDATE mail SET read_at = %s WHERE id = %s AND read_at IS NULL"
ARCHIVE = "UPDATE mail SET archived_at = %s WHERE id = %s AND archived_at IS NULL"
UNARCHIVE = "UPDATE mail SET archived_at = NULL WHERE id = %s AND archived_at IS NOT NULL"

READDRESS_FROM = """
    UPDATE mail SET from_addr = CONCAT(%s, SUBSTRING(from_addr, CHAR_LENGTH(%s) + 1))
    WHERE LEFT(from_addr, CHAR_LENGTH(%s)) = %s
"""
READDRESS_TO = """
    UPDATE mail SET to_addrs = REPLACE(CAST(to_addrs AS CHAR), %s, %s)
    WHERE INSTR(CAST(to_addrs AS CHAR), %s) > 0
"""
"""An address has no quotation mark, so a quotation mark and `RIG/` are the beginning of one."""


def inbox(reader: Reader, address: str, *, archived: bool) -> list[Mail]:
    """Return the mail of an inbox, the newest first, without the bodies. With `archived`, archived
    mail is included.
    """
    found = _in_order(reader.rows(INBOX_WHOLE if archived else INBOX, address))
    return found[::-1]


def unread(reader: Reader, address: str) -> int:
    """Return how many mails of an inbox are neither read nor archived."""
    return int(reader.read(unread_of(address))[0].rows[0][0])


def unread_of(address: str) -> Statement:
    """Return the statement of `unread`, to be sent in a packet with others."""
    return (UNREAD, (address,))


def copies(reader: Reader, part: str) -> list[Mail]:
    """Return all copies of the message that an id or a part of an id names.

    Raises:
        Usage: `part` cannot be a part of an id.
        NotFound, Ambiguous: `part` names no message, or several.
    """
    stem = part.rpartition("-")[2].partition(".")[0]
    rows = reader.rows(MATCHING, like_patterns.containing(stem.lower())) if stem else ()
    least = id_parts.LEAST_TO_READ if isinstance(reader, Session) else id_parts.LEAST_TO_CHANGE
    message = values.message_named(part, [row[0] for row in rows], least)
    return [from_row(row) for row in reader.rows(COPIES, message, f"{message}.", f"{message}/")]


def thread(reader: Reader, thread_id: str) -> list[Mail]:
    """Return every copy of every message of a thread, the oldest first."""
    return _in_order(reader.rows(THREAD, thread_id))


def add(tx: Transaction, mails: Iterable[Mail]) -> None:
    """Insert the copies of a message."""
    for mail in mails:
        row = mail._replace(to_addrs=json.dumps(mail.to_addrs))  # type: ignore[arg-type]
        tx.write(INSERT, *row)


def mark_read(tx: Transaction, mail_id: str) -> bool:
    """Mark a copy as read now, and tell whether it was unread."""
    return tx.run(MARK_READ, tx.now, mail_id) > 0


def archive(tx: Transaction, ids: Sequence[str]) -> list[str]:
    """Archive copies, and return the ids of those that were not archived before."""
    return [mail_id for mail_id in ids if tx.run(ARCHIVE, tx.now, mail_id)]


def unarchive(tx: Transaction, ids: Sequence[str]) -> list[str]:
    """Put archived copies back, and return the ids of those that were archived before."""
    return [mail_id for mail_id in ids if tx.run(UNARCHIVE, mail_id)]


def readdress(tx: Transaction, old: str, new: str) -> int:
    """Let the mail from and to the workers of one rig be of another, and return how many changes
    that took.
    """
    before, after = f"{old}/", f"{new}/"
    senders = tx.run(READDRESS_FROM, after, before, before, before)
    return senders + tx.run(READDRESS_TO, f'"{before}', f'"{after}', f'"{before}')


def _in_order(rows: Iterable[Row]) -> list[Mail]:
    """Return mails in order of time. Sorting few rows here costs less than sorting on the server
    (docs/dolt-notes.md).
    """
    return sorted(
        map(from_row, rows), key=lambda mail: (mail.sent_at, mail.message_id, len(mail.id), mail.id)
    )


def from_row(row: Row) -> Mail:
    """Return the mail of a row in the order of COLUMNS."""
    return Mail._make(row)._replace(to_addrs=json_columns.texts(row[3]))
