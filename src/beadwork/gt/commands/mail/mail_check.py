"""Check for unread mail: exit status 0 if there is some, 1 if not.

    gt mail check
    gt mail check gastown/toast --json
    gt mail check --quiet && gt mail inbox --unread

Without an address it checks your own inbox: --as, GT_ADDRESS, the actor, or mayor/, in that order.
With --quiet only the exit status answers.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.gt import mail_options
from beadwork.town.mail import messages


def arguments(parser: argparse.ArgumentParser) -> None:
    mail_options.add_address(parser)
    mail_options.add_as(parser)


def run(console: Console, options: argparse.Namespace) -> int:
    with mail_options.open_hq(console) as (town, tracker):
        whose = mail_options.inbox_address(town, tracker, options)
        unread = messages.unread(tracker, whose)
    if console.json or not console.quiet:
        console.result(
            {"address": whose, "unread": unread}, lambda: f"{unread or 'No'} unread for {whose}"
        )
    return 0 if unread else 1
