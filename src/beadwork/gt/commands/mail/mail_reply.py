"""Reply to a message, in its thread.

    gt mail reply hq-mail-x7k2p1a -m "Done."
    gt mail reply x7k --all -m "Done, for all of you."
    gt mail reply x7k --stdin < answer.md

The reply goes to the sender, and with --all to everybody whom the message was addressed to. The
message then counts as read.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.gt import mail_options
from beadwork.gt.output import mail as output
from beadwork.town.mail import messages


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID")
    mail_options.add_body(parser)
    parser.add_argument("--all", action="store_true", help="reply to everybody it was addressed to")
    mail_options.add_as(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    """Send the answer and print its id."""
    body = mail_options.body(console, options)
    with mail_options.open_hq(console) as (town, tracker):
        sent = messages.reply(
            tracker,
            mail_options.own_address(town, tracker, options),
            options.id,
            body,
            everyone=options.all,
        )
    output.print_sent(console, sent)
