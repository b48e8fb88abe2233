"""File an issue and print its id, and nothing else.

    bd q Fix the login
    id=$(bd q "Fix the login" -t bug -p 1)

The quick form of `bd create`, which has all the other flags.
"""

from __future__ import annotations

import argparse

from beadwork.bd.flags import new_issue
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console
from beadwork.model.issues import record


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("title", nargs="+", metavar="TITLE", help="what is to be done")
    new_issue.add(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        issue = tracker.create(" ".join(options.title), **new_issue.fields(console, options))
    console.result(record.of(issue), lambda: issue.id)
