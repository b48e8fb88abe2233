"""Close issues, unless open work still blocks them.

    bd close bd-7
    bd close bd-7 -r "fixed in 3f2a"
    bd close bd-7 bd-8 --suggest-next
    bd close bd-7 --claim-next --json

An issue with open blockers or open children stays open unless --force is given. Issues that one
command closes together do not block each other. Closing a closed issue keeps its first time and
reason.
"""

from __future__ import annotations

import argparse

from beadwork.bd.flags.issue_ids import add_compare, add_issue_ids
from beadwork.bd.long_texts import line_of
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console


def arguments(parser: argparse.ArgumentParser) -> None:
    add_issue_ids(parser, nargs="+")
    parser.add_argument("-r", "--reason", metavar="TEXT", help="why, or what was done")
    parser.add_argument(
        "-f", "--force", action="store_true", help="close despite open blockers or children"
    )
    parser.add_argument("--suggest-next", action="store_true", help="show what became ready")
    parser.add_argument(
        "--claim-next", action="store_true", help="claim the next ready issue, in the same commit"
    )
    add_compare(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    reason = line_of(console, options.reason)
    with open_tracker(console) as tracker:
        outcome = tracker.close_and_claim(
            *options.ids,
            reason=reason,
            force=options.force,
            suggest=options.suggest_next,
            claim=options.claim_next,
        )
    closed = [issue.to_dict() for issue in outcome.closed]
    more: dict[str, object] = {}
    if options.suggest_next:
        more["unblocked"] = [issue.to_dict() for issue in outcome.unblocked]
    if options.claim_next:
        from beadwork.bd.output import claims

        more["claimed"] = (
            claims.as_json(outcome.claimed, outcome.taken) if outcome.claimed else None
        )

    def text() -> list[str]:
        verb = console.style("Closed", "green")
        lines = [
            f"{'Closed already:' if issue.id in outcome.already else verb} {issue.id}: "
            f"{issue.title}"
            for issue in outcome.closed
        ]
        if outcome.unblocked:
            from beadwork.bd.output.search import rows

            lines += ["", "Now ready:", *rows.lines(console, outcome.unblocked)]
        if outcome.claimed:
            lines.append(claims.claimed_line(outcome.claimed, outcome.taken))
        elif options.claim_next:
            lines.append("Nothing is ready to claim")
        return lines

    console.result({"closed": closed, **more} if more else closed, text)
