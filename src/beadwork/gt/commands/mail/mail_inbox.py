"""List the mail of an inbox, the newest first: ● is unread, ✓ is archived.

    gt mail inbox
    gt mail inbox gastown/toast
    gt mail inbox --unread --json
    gt mail inbox --all

--all includes archived mail. Without an address it lists your own inbox: --as, GT_ADDRESS, the
actor, or mayor/, in that order. Listing marks nothing as read.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.gt import mail_options
from beadwork.gt.output import mail as output
from beadwork.model.mail import record
from beadwork.town.mail import messages

SHOWN = 50


def arguments(parser: argparse.ArgumentParser) -> None:
    mail_options.add_address(parser)
    parser.add_argument("--all", action="store_true", help="include archived mail")
    parser.add_argument("--unread", action="store_true", help="only unread mail")
    parser.add_argument(
        "-n",
        "--limit",
        type=int,
        metavar="N",
        help=f"at most N; 0 for all (a terminal shows {SHOWN})",
    )
    mail_options.add_as(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    with mail_options.open_hq(console) as (town, tracker):
        whose = mail_options.inbox_address(town, tracker, options)
        found = messages.inbox(tracker, whose, archived=options.all)
        now = tracker.now
    if options.unread:
        found = [mail for mail in found if not mail.read_at]
    page = SHOWN if console.pages else 0
    limit = options.limit if options.limit is not None else page
    shown = found[:limit] if limit > 0 else found
    empty = f"No {'unread ' if options.unread else ''}mail for {whose}"
    console.result(
        [record(mail) for mail in shown],
        lambda: output.lines(console, shown, now) if shown else empty,
    )
    console.cut(len(shown), len(found))
