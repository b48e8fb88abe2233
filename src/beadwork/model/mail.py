"""Mail as a value: addresses, the limits of a subject, and which copy of a message an id means.

A message has one row for each inbox that it lies in, since a row has one time of reading. The
copies of a message share its id, followed by a number (`hq-mail-x7k2p1a.2`). A channel with one
member has a numbered copy too. The first address of a row is the inbox of the copy. The others are
the addresses that the message was sent to. A row without a number was sent to its inbox directly.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from beadwork.errors import Invalid, NoIssue, NotFound
from beadwork.model.issues import id_parts, ids
from beadwork.model.issues.issue import encodable, has_control
from beadwork.model.times.timestamps import format_timestamp

PREFIX = "hq-mail"
CHANNEL_PREFIX = "hq-channel"
ID_LENGTH = 7
"""Characters after the prefix. They are enough for 783,142 messages (ids.length_for), so the
messages need not be counted.
"""
SUBJECT_LENGTH = 500
CHANNEL = "channel:"
MAYOR = "mayor/"
ROLES = (MAYOR, "deacon/")
"""Addresses that read mail and belong to no rig."""
DAEMON = "daemon/"
"""The daemon's address: it sends mail and has no inbox."""
EXAMPLES = "mayor/, deacon/, RIG/NAME or channel:NAME"

_NAME = r"[A-Za-z0-9][A-Za-z0-9_.-]{0,62}"
_WORKER = re.compile(rf"{_NAME}/{_NAME}")
_CHANNEL = re.compile(rf"{CHANNEL}({_NAME})")


class Mail(NamedTuple):
    """One row of `mail`, in column order."""

    id: str
    thread_id: str
    from_addr: str
    to_addrs: tuple[str, ...]
    subject: str
    body: str | None
    sent_at: datetime
    read_at: datetime | None = None
    archived_at: datetime | None = None

    @property
    def inbox(self) -> str:
        """The address that the copy belongs to."""
        return self.to_addrs[0] if self.to_addrs else ""

    @property
    def message_id(self) -> str:
        """The id that all copies of the message share."""
        return ids.parent_of(self.id) or self.id


class Channel(NamedTuple):
    """One row of `channels`. The members are one key of `config`; the other keys stay as they
    are.
    """

    id: str
    name: str
    type: str
    config: dict[str, Any]
    created_at: datetime

    @property
    def members(self) -> tuple[str, ...]:
        """The addresses that get a copy of each message to the channel."""
        return tuple(self.config.get("members", ()))

    def of(self, members: Sequence[str]) -> Channel:
        """Return the channel with these members, each once, in order."""
        return self._replace(config={**self.config, "members": sorted(set(members))})


def is_address(text: str) -> bool:
    """Tell whether a text has the form of an address that can have an inbox."""
    role = f"{text.rstrip('/')}/"
    if role in ROLES:
        return True
    return _WORKER.fullmatch(text) is not None and f"{text.partition('/')[0]}/" not in (
        *ROLES,
        DAEMON,
    )


def address(text: str) -> str:
    """Return an address as it is written in the tables: `mayor` is `mayor/`.

    Raises:
        Invalid: the text is no address that can get mail.

    >>> address("mayor"), address("gastown/toast"), address("channel:dev")
    ('mayor/', 'gastown/toast', 'channel:dev')
    """
    if f"{text}/" in ROLES:
        return f"{text}/"
    if is_address(text) or _CHANNEL.fullmatch(text):
        return text
    if text.rstrip("/") == DAEMON.rstrip("/"):
        raise Invalid(
            "the daemon writes mail and reads none", hint=f"gt mail send {MAYOR} -s SUBJECT"
        )
    raise Invalid(f'not an address: "{text}"', hint=f"an address is {EXAMPLES}")


def channel_of(text: str) -> str:
    """Return the name in `channel:NAME`, "" for any other address."""
    return text.removeprefix(CHANNEL) if text.startswith(CHANNEL) else ""


def rig_of(text: str) -> str:
    """Return the rig of `RIG/NAME`, "" for any other address."""
    return "" if text in ROLES or channel_of(text) else text.partition("/")[0]


def channel_name(text: str) -> str:
    """Return the name of a channel from `NAME` or `channel:NAME`.

    Raises:
        Invalid: a channel cannot have this name.
    """
    name = text.removeprefix(CHANNEL)
    if not _CHANNEL.fullmatch(f"{CHANNEL}{name}"):
        raise Invalid(
            f'not a name for a channel: "{text}"',
            hint="letters, digits, _ . and -, 63 at most: dev",
        )
    return name


def subject(text: str) -> str:
    """Return a subject of 1 to 500 characters on one line.

    Raises:
        Invalid: the text is empty, too long, or holds a line break or another control character.
    """
    text = text.strip()
    if not text:
        raise Invalid("the subject is empty", hint='gt mail send TO -s "what it is about"')
    if len(text) > SUBJECT_LENGTH:
        raise Invalid(
            f"the subject has {len(text)} characters; at most {SUBJECT_LENGTH} are allowed",
            hint="-m takes the rest",
        )
    if has_control(text):
        raise Invalid(
            "the subject holds a line break or another control character",
            hint="-m takes several lines",
        )
    return encodable("subject", text)


def answering(text: str) -> str:
    """Return the subject of a reply, cut to the length of a subject.

    >>> answering("The build"), answering("Re: The build")
    ('Re: The build', 'Re: The build')
    """
    return text if text.lower().startswith("re:") else f"Re: {text}"[:SUBJECT_LENGTH]


def copies(message: Mail, inboxes: Sequence[str]) -> list[Mail]:
    """Return the rows of a message, one for each inbox.

    `message.to_addrs` has the addresses that the message was sent to.
    """
    found = []
    for number, inbox in enumerate(inboxes, 1):
        is_alone = len(inboxes) == 1 and inbox in message.to_addrs
        own_id = message.id if is_alone else ids.child(message.id, number)
        others = tuple(address for address in message.to_addrs if address != inbox)
        found.append(message._replace(id=own_id, to_addrs=(inbox, *others)))
    return found


def combine(rows: Sequence[Mail]) -> Mail:
    """Return one message for all its copies.

    It is addressed to what every copy names. It is read once every copy is, at the latest of their
    times.
    """
    first = rows[0]
    named = (
        first.to_addrs[1:] if len(rows) == 1 and first.id != first.message_id else first.to_addrs
    )
    shared = [address for address in named if all(address in row.to_addrs for row in rows)]
    times = [row.read_at for row in rows]
    read_at = None if None in times else max(time for time in times if time)
    return first._replace(
        id=first.message_id, to_addrs=tuple(sorted(shared)), read_at=read_at, archived_at=None
    )


def message_named(part: str, candidates: Sequence[str], least: int) -> str:
    """Return the message id among `candidates` that `part` names (model/issues/id_parts.py).

    Raises:
        Usage: `part` cannot name a message, or is shorter than `least`.
        NotFound, Ambiguous: `part` names no message, or several.
    """
    stem = part if part in candidates else ids.parent_of(part) or part
    try:
        return id_parts.choose(stem, candidates, PREFIX, least=least)
    except NoIssue:
        raise NotFound(f'no mail matching "{part}"', hint="gt mail inbox --all") from None


def copy_for(part: str, rows: Sequence[Mail], reader: str) -> Mail:
    """Return the copy of a message that `part` names by its number, else the reader's own copy,
    else the first.
    """
    named = [
        row
        for row in rows
        if row.id == part or (row.id != row.message_id and row.id.endswith(f"-{part}"))
    ]
    return (named or [row for row in rows if row.inbox == reader] or list(rows))[0]


def record(mail: Mail) -> dict[str, Any]:
    """Return a mail as a JSON object without its empty fields."""
    found = {
        "id": mail.id,
        "thread_id": mail.thread_id,
        "from": mail.from_addr,
        "to": list(mail.to_addrs),
        "subject": mail.subject,
        "body": mail.body,
        "sent_at": format_timestamp(mail.sent_at),
        "read_at": mail.read_at and format_timestamp(mail.read_at),
        "archived_at": mail.archived_at and format_timestamp(mail.archived_at),
    }
    return {key: value for key, value in found.items() if value}
