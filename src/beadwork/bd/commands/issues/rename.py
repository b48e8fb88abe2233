"""Rename an issue: its dependencies, its children and its comments follow; the old id finds it.

    bd rename bd-a3f9k bd-login
    bd rename bd-login api-login --json

Children that are named after it go along: bd-a3f9k.2 becomes bd-login.2. Texts that mention the old
id stay as they are; every command still takes it. Dependencies of other rigs of a town keep the old
id and are listed. Rename when branches are merged: what a branch changes later under the old id
comes back as an issue of its own. `bd undo` takes a rename back.
"""

from __future__ import annotations

import argparse

from beadwork.bd.flags.issue_ids import add_compare, add_issue_ids
from beadwork.bd.opening import open_tracker
from beadwork.bd.output import renamed as output
from beadwork.console.console import Console


def arguments(parser: argparse.ArgumentParser) -> None:
    add_issue_ids(parser, "id", help="the issue")
    parser.add_argument("new", metavar="NEW", help="its new id, with a prefix")
    add_compare(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        renamed = tracker.rename(options.id, options.new)
    console.result(output.document(renamed), lambda: output.lines(renamed))
