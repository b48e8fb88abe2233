"""Read a message. One's own copy counts as read from then on.

    gt mail read hq-mail-x7k2p1a
    gt mail read x7k --as gastown/toast
    gt mail read x7k --readonly

Any unique part of an id is enough. Reading what lies in somebody else's inbox, or with --readonly,
marks nothing.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.gt import mail_options
from beadwork.gt.output import mail as output
from beadwork.model.mail import record
from beadwork.town.mail import messages


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the flags."""
    parser.add_argument("id", metavar="ID")
    mail_options.add_as(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    """Print it."""
    with mail_options.office(console) as (town, here):
        found = messages.read(here, mail_options.mine(town, here, options), options.id)
    console.result(record(found), lambda: output.letter(console, found))
