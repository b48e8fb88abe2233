"""Put mail away: it is kept, and `gt mail inbox --all` still shows it.

    gt mail archive hq-mail-x7k2p1a
    gt mail archive x7k p3q --as gastown/toast

Only what lies in one's own inbox. Several ids are one commit: all or none.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.gt import letters
from beadwork.model.mail import record
from beadwork.town import mail


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the flags."""
    parser.add_argument("ids", nargs="+", metavar="ID")
    letters.add_as(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    """Put it away."""
    with letters.office(console) as (town, here):
        found = mail.archive(here, letters.mine(town, here, options), options.ids)
    console.result(
        [record(one) for one in found],
        lambda: [f"Archived {console.style(one.id, 'bold')}: {one.subject}" for one in found],
    )
