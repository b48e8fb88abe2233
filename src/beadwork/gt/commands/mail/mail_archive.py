"""Archive mail: it is kept, and `gt mail inbox --all` still shows it, and
`gt mail unarchive` puts it back.

    gt mail archive hq-mail-x7k2p1a
    gt mail archive x7k p3q --as gastown/toast

Only mail in your own inbox can be archived. Several ids are one commit: all of them, or none.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.gt import mail_options
from beadwork.model.mail import record
from beadwork.town.mail import messages


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ids", nargs="+", metavar="ID")
    mail_options.add_as(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    with mail_options.open_hq(console) as (town, tracker):
        found = messages.archive(
            tracker, mail_options.own_address(town, tracker, options), options.ids
        )
    console.result(
        [record(mail) for mail in found],
        lambda: [f"Archived {console.style(mail.id, 'bold')}: {mail.subject}" for mail in found],
    )
