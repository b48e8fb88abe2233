"""Show the issues that can be begun now, the most urgent first.

    bd ready
    bd ready --json
    bd ready -l backend -p 0,1 --unassigned
    bd ready --claim

An issue is ready if it is open, not deferred into the future, and not blocked, either itself or
through an ancestor. An epic is ready when all its children are closed. Issues that another program
marked as ephemeral or as a template are left out.

The order is --sort, else the setting `ready.sort`, else by priority. --claim claims the first one
that nobody has, atomically, and never an epic with open children. Where nothing is free, it claims
the first one whose owner's lease has ended, and says from whom it was taken (in JSON:
`taken_from`). It prints nothing ([]) if there is none. -v shows more of each; `bd list --help` says
what the signs mean.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from beadwork import errors
from beadwork.bd.flags import as_of
from beadwork.bd.opening import open_tracker
from beadwork.bd.output.search import lists
from beadwork.console.console import Console
from beadwork.ui import filter_flags

if TYPE_CHECKING:
    from beadwork.actions.issues.claim import Claimed


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--claim", action="store_true", help="claim the first one")
    parser.add_argument("--confirm", action="store_true", help="push the claim, and read it back")
    filter_flags.add_included(parser)
    filter_flags.add(parser)
    as_of.add(parser)
    lists.add_fields(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    wanted = filter_flags.with_included(filter_flags.read(console, options), options)
    if options.confirm and not options.claim:
        raise errors.Usage("--confirm confirms a claim", hint="bd ready --claim --confirm")
    with open_tracker(console, options.as_of) as tracker:
        if options.claim:
            if options.include_epics:
                raise errors.Usage(
                    "--claim takes no epic with open children",
                    hint="bd ready --claim, or bd claim EPIC",
                )
            claimed = tracker.claim_ready(wanted)
            if options.confirm and claimed:
                from beadwork.ui import elapsed

                with elapsed.shown(console, "Confirming"):
                    tracker.confirm_claims(claimed.issue.id)
            _show_claimed(console, claimed)
            return
        found = tracker.ready(wanted)
        lists.show(
            console,
            tracker,
            found.issues,
            empty="Nothing is ready",
            tallies=found.tallies,
            fields=options.fields,
        )
        if tracker.link.session.branch and not options.as_of:
            from beadwork.bd.output.merging import changed_on_main  # most work on `main`

            changed_on_main.note_number(console, tracker)
    if found.more:
        console.cut(len(found.issues), None)


def _show_claimed(console: Console, claimed: Claimed | None) -> None:
    from beadwork.bd.output import claims

    console.result(
        [claims.as_json(*claimed)] if claimed else [],
        lambda: claims.claimed_line(*claimed) if claimed else "Nothing is ready to claim",
    )
