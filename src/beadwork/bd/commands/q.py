"""File an issue and print its id, and nothing else.

    bd q Fix the login
    id=$(bd q "Fix the login" -t bug -p 1)

The quick form of `bd create`, which has all the other flags.
"""

from __future__ import annotations

import argparse

from beadwork.bd.flag_values import split
from beadwork.bd.opening import tracker
from beadwork.console.console import Console
from beadwork.model import record


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the flags."""
    parser.add_argument("title", nargs="+", metavar="TITLE", help="what is to be done")
    parser.add_argument("-d", "--description", metavar="TEXT")
    parser.add_argument("-p", "--priority", default="2", metavar="P", help="0 (most urgent) to 4; 2 if not given")
    parser.add_argument("-t", "--type", default="task", metavar="TYPE", help="task, bug, feature, epic, chore …")
    parser.add_argument("-a", "--assignee", metavar="NAME")
    parser.add_argument("-l", "--labels", "--label", action="append", metavar="LABEL,…")
    parser.add_argument("--parent", metavar="ID", help="the issue that this is a part of")


def run(console: Console, options: argparse.Namespace) -> None:
    """File it and print its id."""
    with tracker(console) as here:
        issue = here.create(
            " ".join(options.title),
            description=options.description,
            priority=options.priority,
            type=options.type,
            assignee=options.assignee,
            labels=tuple(split(options.labels)),
            parent=options.parent,
        )
    console.result(record.of(issue), lambda: issue.id)
