"""Read a message. Your own copy then counts as read.

    gt mail read hq-mail-x7k2p1a
    gt mail read x7k --as gastown/toast
    gt mail read x7k --readonly

The id may be cut short to the beginning of what follows `hq-mail-`, of at least three characters. A
message in somebody else's inbox is not marked as read, and with --readonly none is.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.gt import mail_options
from beadwork.gt.output import mail as output
from beadwork.model.mail import record
from beadwork.town.mail import messages


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID")
    mail_options.add_as(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    with mail_options.open_hq(console) as (town, tracker):
        found = messages.read(tracker, mail_options.own_address(town, tracker, options), options.id)
    console.result(record(found), lambda: output.message(console, found))
