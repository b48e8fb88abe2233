"""List the direct children of an issue, closed ones included.

    bd children bd-a3f
    bd children bd-a3f -s open --json
    bd children bd-a3f --sort id
    bd children bd-a3f --as-of yesterday

`bd list --parent ID` lists all descendants. All filters of `bd list` work here.
"""

from __future__ import annotations

import argparse

from beadwork.bd.flags import as_of
from beadwork.bd.flags.issue_ids import add_issue_ids
from beadwork.bd.opening import open_tracker
from beadwork.bd.output.search import lists
from beadwork.console.console import Console
from beadwork.errors import NoIssue
from beadwork.ui import filter_flags


def arguments(parser: argparse.ArgumentParser) -> None:
    add_issue_ids(parser, "issue")
    as_of.add(parser)
    lists.add_fields(parser)
    filter_flags.add(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    wanted = filter_flags.read(console, options)
    with open_tracker(console, options.as_of) as tracker:
        try:
            parent, page = tracker.children(options.issue, wanted)
        except NoIssue as error:
            from beadwork.bd import not_found_hints

            raise not_found_hints.explained(tracker, error, options.as_of) from None
        empty = f"{parent} has no children"
        lists.show(console, tracker, page.issues, empty=empty, fields=options.fields)
    console.cut(len(page.issues), page.total)
