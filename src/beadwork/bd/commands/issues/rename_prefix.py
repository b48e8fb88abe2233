"""Rename every issue whose id begins with a prefix, in one commit; the old ids still find them.

    bd rename-prefix my-old-name api --dry-run
    bd rename-prefix my-old-name api

Dependencies, parents, children and comments follow. Where the old prefix is the tracker's, new ids
begin with the new one. Commands take ids with the old prefix as before. In a town the prefix
belongs to the rig, and is not changed here. `bd undo` takes it back.
"""

from __future__ import annotations

import argparse

from beadwork.bd.opening import open_tracker
from beadwork.bd.output import renamed as output
from beadwork.console.console import Console


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", metavar="OLD", help="the prefix that ids have")
    parser.add_argument("new", metavar="NEW", help="the prefix in its place")
    parser.add_argument("--dry-run", action="store_true", help="only show what would be renamed")


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        renamed = tracker.rename_prefix(options.old, options.new, dry_run=options.dry_run)
    value = output.document(renamed, dry_run=options.dry_run)
    console.result(value, lambda: output.lines(renamed, dry_run=options.dry_run))
