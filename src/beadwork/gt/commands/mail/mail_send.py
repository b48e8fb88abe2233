"""Send a message to one address or several.

    gt mail send mayor/ -s "The build is red" -m "Since 9:40; I am on it."
    gt mail send gastown/toast deacon/ -s "Please look" --stdin < findings.md
    gt mail send channel:dev -s "Freeze at noon"
    gt mail send mayor/ -s "One more thing" --thread hq-mail-x7k2p1a

An address is mayor/, deacon/, RIG/NAME or channel:NAME. Each inbox gets a copy of its own. A
channel has the members of this moment. The sender is --as, else GT_ADDRESS, else the actor if that
is an address, else mayor/.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.gt import mail_options
from beadwork.gt.output import mail as output
from beadwork.town.mail import messages


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("to", nargs="+", metavar="TO", help="addresses")
    parser.add_argument(
        "-s", "--subject", required=True, metavar="SUBJECT", help="the subject, one line"
    )
    mail_options.add_body(parser)
    parser.add_argument(
        "--thread", default="", metavar="ID", help="continue the thread of this message"
    )
    mail_options.add_as(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    body = mail_options.body(console, options)
    with mail_options.open_hq(console) as (town, tracker):
        sender = mail_options.own_address(town, tracker, options)
        sent = messages.send(
            tracker, sender, options.to, options.subject, body, thread=options.thread
        )
    output.print_sent(console, sent)
