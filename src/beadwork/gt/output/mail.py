"""Mail as output: an inbox as lines, a message with its head, and what was sent."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from datetime import datetime

from beadwork.console.columns import width
from beadwork.console.console import Console
from beadwork.model.mail import Mail, combine, record
from beadwork.model.times.timestamps import ago, local_time

WIDEST_SENDER = 24


def lines(console: Console, mails: Sequence[Mail], now: datetime) -> Iterable[str]:
    """Yield one line for each mail: a sign (● unread, ✓ archived), id, sender, age, subject."""
    ids = max((len(mail.id) for mail in mails), default=0)
    longest = max((len(mail.from_addr) for mail in mails), default=0)
    senders = min(longest, WIDEST_SENDER) if console.terminal.is_interactive else longest
    ages = [ago(mail.sent_at, now) for mail in mails]
    widest = max(map(len, ages), default=0)
    room = max(console.terminal.width - ids - senders - widest - 8, 12)
    for mail, age in zip(mails, ages, strict=True):
        sender = console.shorten(mail.from_addr, senders)
        yield (
            f"{_sign(console, mail)} {console.style(mail.id.ljust(ids), 'bold')}  "
            f"{sender}{' ' * (senders - width(sender))}  "
            f"{console.style(age.ljust(widest), 'dim')}  "
            f"{console.shorten(mail.subject, room)}"
        )


def _sign(console: Console, mail: Mail) -> str:
    if mail.archived_at:
        return console.style("✓", "green")
    return " " if mail.read_at else console.style("●", "yellow")


def message(console: Console, mail: Mail) -> Iterable[str]:
    """Yield the head of a message and its body, indented so that no line looks like a head."""
    rows = [("id", mail.id), ("from", mail.from_addr), ("to", ", ".join(mail.to_addrs))]
    rows += [("sent", local_time(mail.sent_at)), ("subject", mail.subject)]
    if mail.thread_id != mail.id:
        rows.insert(1, ("thread", mail.thread_id))
    for name, value in rows:
        first, *more = textwrap.wrap(
            value, max(console.terminal.width - 9, 20), break_long_words=False
        ) or [""]
        yield f"{console.style(name.ljust(7), 'bold')}  {first}"
        yield from (f"{' ' * 9}{line}" for line in more)
    if mail.body:
        yield ""
        yield from textwrap.indent(mail.body.rstrip(), "  ").splitlines()


def print_sent(console: Console, copies: Sequence[Mail]) -> None:
    """Print a message that was just sent. Each inbox has one of the copies."""
    sent = combine(copies)
    inboxes = [mail.inbox for mail in copies]
    console.result(
        {**record(sent), "inboxes": inboxes},
        lambda: f"Sent {console.style(sent.id, 'bold')} to {', '.join(inboxes)}: {sent.subject}",
    )
