"""Claim issues, to work on them.

    bd claim bd-a3f
    bd claim bd-a3f --json
    bd claim bd-a3f --confirm
    BEADS_ACTOR=alice bd claim bd-a3f

An open issue that nobody has is in progress then, and assigned to you. The loser of a race gets
exit status 4. What you have already stays as it is, and it is said: with --json by `already`.

Two agents under one name would share their claims, so give each a BEADS_ACTOR. `bd ready --claim`
chooses the issue, and `bd unclaim` gives it back.

Other machines see a claim once it is pushed. --confirm pushes it and reads it back: where the
remote has somebody else's claim already, yours is undone, and your other edits stay.
"""

from __future__ import annotations

import argparse

from beadwork.bd.flags.issue_ids import add_compare, add_issue_ids
from beadwork.bd.opening import open_tracker
from beadwork.bd.output import claims
from beadwork.console.console import Console


def arguments(parser: argparse.ArgumentParser) -> None:
    add_issue_ids(parser, nargs="+")
    claims.add_confirm(parser)
    add_compare(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        claimed = tracker.update_and_claim(*options.ids)
        if options.confirm:
            claims.confirm(console, tracker, claimed)
        claims.show(console, tracker, claimed)
