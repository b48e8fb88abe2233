"""List the comments on issues, the oldest first.

    bd comments bd-a3f
    bd comments bd-a3f --json
    bd comments bd-a3f --as-of 2026-02-01

`bd comment` adds a comment. The `#…` of a comment names it for `bd comments edit` and `bd comments
delete`.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from beadwork.bd.flags import as_of
from beadwork.bd.flags.issue_ids import add_issue_ids
from beadwork.bd.opening import open_tracker
from beadwork.bd.output import comments as output
from beadwork.console.console import Console
from beadwork.errors import NoIssue

if TYPE_CHECKING:
    pass


def arguments(parser: argparse.ArgumentParser) -> None:
    add_issue_ids(parser, nargs="+")
    as_of.add(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console, options.as_of) as tracker:
        try:
            found = tracker.comments(*options.ids)
        except NoIssue as error:
            from beadwork.bd import not_found_hints

            raise not_found_hints.explained(tracker, error, options.as_of) from None
    console.result(
        [output.record(comment) for comment in found],
        lambda: output.lines(console, found) if found else "No comments",
    )
