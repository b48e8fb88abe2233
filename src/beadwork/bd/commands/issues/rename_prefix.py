"""Rename every issue whose id begins with a prefix, in one commit; the old ids still find them.

    bd rename-prefix my-old-name api --dry-run
    bd rename-prefix my-old-name api

Dependencies, parents, children and comments follow. Where the old prefix is the tracker's, new ids
begin with the new one. Commands take ids with the old prefix as before. In a town the prefix
belongs to the rig, and is not changed here. `bd undo` takes it back.
"""

from __future__ import annotations

import argparse

from beadwork.actions.issues import rename as action
from beadwork.actions.issues.rename import Renamed
from beadwork.bd.opening import open_tracker
from beadwork.bd.output import renamed as output
from beadwork.console.console import Console
from beadwork.errors import Invalid
from beadwork.workspace import town


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", metavar="OLD", help="the prefix that ids have")
    parser.add_argument("new", metavar="NEW", help="the prefix in its place")
    parser.add_argument("--dry-run", action="store_true", help="only show what would be renamed")


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        root = town.root_above(tracker.link.workspace.root)
        if root:
            raise Invalid(
                f"the town {root} leads ids to this rig by their prefix", hint="gt rig list"
            )
        if options.dry_run:
            head = action.prefix_head(options.old, options.new)
            names = tracker.ask(lambda reader: action.preview(reader, head))
            renamed = Renamed(names, 0, [])
        else:
            profile = tracker.profile
            renamed = tracker.change(
                lambda tx: action.rename_prefix(tx, options.old, options.new, profile)
            )
    value = output.document(renamed, dry_run=options.dry_run)
    console.result(value, lambda: output.lines(renamed, dry_run=options.dry_run))
