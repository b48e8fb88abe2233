"""Read a whole thread, the oldest message first. It marks nothing as read.

    gt mail thread hq-mail-x7k2p1a
    gt mail thread x7k --json

The id is that of any message of the thread.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from beadwork.console.console import Console
from beadwork.gt import mail_options
from beadwork.gt.output import mail as output
from beadwork.model.mail import Mail, record
from beadwork.town.mail import messages


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID")


def run(console: Console, options: argparse.Namespace) -> None:
    with mail_options.open_hq(console) as (_, tracker):
        found = messages.thread(tracker, options.id)
    console.result([record(message) for message in found], lambda: _lines(console, found))


def _lines(console: Console, messages: list[Mail]) -> Iterable[str]:
    for number, message in enumerate(messages):
        if number:
            yield ""
        yield from output.message(console, message)
