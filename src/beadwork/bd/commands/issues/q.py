"""Create an issue and print only its id.

    bd q Fix the login
    id=$(bd q "Fix the login" -t bug -p 1)

It is the quick form of `bd create`, which has more flags.
"""

from __future__ import annotations

import argparse

from beadwork.bd.flags import new_issue
from beadwork.bd.long_texts import refuse_dash
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("title", nargs="+", metavar="TITLE", help="the title")
    new_issue.add(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    title = " ".join(options.title)
    refuse_dash(title, "a title")
    fields = new_issue.fields(console, options)
    with open_tracker(console) as tracker:
        issue = tracker.create(title, **fields)
    console.result(issue.to_dict(), lambda: issue.id)
