"""Give claimed issues back: nobody has them, and what was in progress is open.

    bd unclaim bd-a3f
    bd unclaim bd-a3f bd-9qk --json
    bd unclaim bd-a3f --force

What another worker has claimed under a lease is given back once the lease has ended, and refused
before (exit status 4), unless --force is given. `claim.guard` decides about what anybody else has:
it is named (`warn`), or refused unless --force is given (`refuse`). JSON names the former owner in
`freed_from`.
"""

from __future__ import annotations

import argparse

from beadwork.bd.flags.issue_ids import add_compare, add_issue_ids
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console
from beadwork.ui import unclaims


def arguments(parser: argparse.ArgumentParser) -> None:
    add_issue_ids(parser, nargs="+")
    parser.add_argument(
        "--force", action="store_true", help="also what somebody else has in progress"
    )
    add_compare(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        unclaimed = tracker.unclaim(*options.ids, force=options.force)
    unclaims.show(console, unclaimed)
