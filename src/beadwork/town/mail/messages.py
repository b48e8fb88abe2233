"""Send, read, answer and archive mail. Each change is one commit in `hq`. The commit message does
not have the body of the mail.

A message becomes one row for each inbox (model/mail.py). The members of a channel are looked up
when a message is sent to it, so a later member does not get earlier messages.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import NamedTuple

from beadwork.dolt.writing.transaction import Reader, Transaction
from beadwork.errors import Invalid, NotFound
from beadwork.model import mail as values
from beadwork.model.hints import command
from beadwork.model.issues import ids
from beadwork.model.issues.issue import text as checked_text
from beadwork.model.mail import Mail
from beadwork.store.mail import channels
from beadwork.store.mail import messages as table
from beadwork.town.mail import addresses, hq
from beadwork.tracker import InternalTracker


class Draft(NamedTuple):
    """A message. Everything is checked that needs no database."""

    sender: str
    to: tuple[str, ...]
    subject: str
    body: str | None


def send(
    tracker: InternalTracker,
    sender: str,
    to: Sequence[str],
    subject: str,
    body: str = "",
    *,
    thread: str = "",
) -> list[Mail]:
    """Send a message and return its copies, one for each inbox. `daemon/` may send, too.

    `thread` continues a thread: it is the id, or a part of the id, of a message of the thread.

    Raises:
        Invalid: an address, the subject or the body is not valid, or a channel has no other member.
        NotFound: the town has no such rig or channel, or `thread` names no message.
        Ambiguous: `thread` names several messages.
    """
    draft = _checked(tracker, sender, to, subject, body)

    def action(tx: Transaction) -> list[Mail]:
        return _post(tx, draft, table.copies(tx, thread)[0].thread_id if thread else "")

    return tracker.change(action)


def reply(
    tracker: InternalTracker, mine: str, part: str, body: str, *, everyone: bool = False
) -> list[Mail]:
    """Answer a message in its thread, mark one's own copy as read, and return the new copies.

    Raises:
        NotFound, Ambiguous: `part` names no message, or several.
        Invalid: nobody reads mail to the message's sender, or the answer is empty.
    """
    if not body.strip():
        raise Invalid(
            "the answer is empty",
            hint=f'{command("gt", "mail", "reply", part)} -m "TEXT"',
        )

    def action(tx: Transaction) -> list[Mail]:
        rows = table.copies(tx, part)
        original = values.copy_for(part, rows, mine)
        others = values.combine(rows).to_addrs if everyone else ()
        to = [address for address in (original.from_addr, *others) if address != mine] or [
            original.from_addr
        ]
        draft = _checked(tracker, mine, to, values.answering(original.subject), body)
        if original.inbox == mine:
            table.mark_read(tx, original.id)
        return _post(tx, draft, original.thread_id)

    return tracker.change(action)


def _checked(
    tracker: InternalTracker, sender: str, to: Sequence[str], subject: str, body: str
) -> Draft:
    town = hq.town_of(tracker)
    return Draft(
        sender if sender == values.DAEMON else addresses.inbox(town, sender),
        tuple(dict.fromkeys(addresses.checked(town, address) for address in to)),
        values.subject(subject),
        checked_text("body", body),
    )


def _post(tx: Transaction, draft: Draft, thread_id: str) -> list[Mail]:
    message_id = ids.fresh(values.PREFIX, os.urandom(ids.ENTROPY_BYTES), values.ID_LENGTH)
    message = Mail(
        message_id,
        thread_id or message_id,
        draft.sender,
        draft.to,
        draft.subject,
        draft.body,
        sent_at=tx.now,
    )
    made = values.copies(message, _inboxes(tx, draft))
    table.add(tx, made)
    tx.say(f"gt: mail from {draft.sender} to {', '.join(draft.to)}: {draft.subject}")
    return made


def _inboxes(tx: Transaction, draft: Draft) -> list[str]:
    """Return the inboxes of a message. A channel does not send a copy to the sender."""
    names = [values.channel_of(address) for address in draft.to if values.channel_of(address)]
    known = channels.named(tx, names)
    found = []
    for address in draft.to:
        name = values.channel_of(address)
        if not name:
            found.append(address)
            continue
        if name not in known:
            raise NotFound(f'no channel "{name}"', hint="gt mail channels list")
        found.extend(member for member in known[name].members if member != draft.sender)
    if not found:
        name = names[0]
        raise Invalid(
            f"channel:{name} has no other member", hint=f"gt mail channels join {name} ADDRESS"
        )
    return list(dict.fromkeys(found))


def inbox(tracker: InternalTracker, address: str, *, archived: bool = False) -> list[Mail]:
    """Return the mails in an inbox, newest first, without bodies. With `archived` the archived
    mails are included.
    """
    return tracker.ask(lambda reader: table.inbox(reader, address, archived=archived))


def unread(tracker: InternalTracker, address: str) -> int:
    """Return the number of unread mails in an inbox."""
    return tracker.ask(lambda reader: table.unread(reader, address))


def read(tracker: InternalTracker, mine: str, part: str) -> Mail:
    """Return a mail with its body, and mark one's own copy as read unless the tracker is readonly.

    Raises:
        NotFound, Ambiguous: `part` names no message, or several.
    """
    found = tracker.ask(lambda reader: values.copy_for(part, table.copies(reader, part), mine))
    if found.inbox != mine or found.read_at or tracker.readonly:
        return found

    def mark(tx: Transaction) -> Mail:
        if table.mark_read(tx, found.id):
            tx.say(f"gt: mail read {found.id}")
        return found._replace(read_at=tx.now)

    return tracker.change(mark)


def thread(tracker: InternalTracker, part: str) -> list[Mail]:
    """Return the messages of the thread that a message belongs to, the oldest first, each once.

    Raises:
        NotFound, Ambiguous: `part` names no message, or several.
    """

    def question(reader: Reader) -> list[Mail]:
        return table.thread(reader, table.copies(reader, part)[0].thread_id)

    found: dict[str, list[Mail]] = {}
    for mail in tracker.ask(question):
        found.setdefault(mail.message_id, []).append(mail)
    return [values.combine(rows) for rows in found.values()]


def archive(tracker: InternalTracker, mine: str, parts: Sequence[str]) -> list[Mail]:
    """Archive one's own copies and return them. A copy that is archived already stays as it is.

    Raises:
        NotFound: a part names no message, or one that was not sent to `mine`.
        Ambiguous: a part names several messages.
    """

    def action(tx: Transaction) -> list[Mail]:
        found = _own_copies(tx, mine, parts, "archive")
        count = table.archive(tx, [mail.id for mail in found])
        if count:
            tx.say(f"gt: mail archive {', '.join(count)}")
        return [mail._replace(archived_at=mail.archived_at or tx.now) for mail in found]

    return tracker.change(action)


def unarchive(tracker: InternalTracker, mine: str, parts: Sequence[str]) -> list[Mail]:
    """Put one's own archived copies back into the inbox, and return them; raises as `archive`."""

    def action(tx: Transaction) -> list[Mail]:
        found = _own_copies(tx, mine, parts, "unarchive")
        count = table.unarchive(tx, [mail.id for mail in found])
        if count:
            tx.say(f"gt: mail unarchive {', '.join(count)}")
        return [mail._replace(archived_at=None) for mail in found]

    return tracker.change(action)


def _own_copies(tx: Transaction, mine: str, parts: Sequence[str], verb: str) -> list[Mail]:
    """Return the reader's own copies; `verb` is the command of the hint where one is not."""
    found = [values.copy_for(part, table.copies(tx, part), mine) for part in parts]
    for mail in found:
        if mail.inbox != mine:
            raise NotFound(
                f"{mail.id} is in the inbox of {mail.inbox}, not of {mine}",
                hint=command("gt", "mail", verb, mail.id, "--as", mail.inbox),
            )
    return found
