"""Compact issues that were closed long ago: a short summary stays, and history keeps the rest.

    bd compact --dry-run
    bd compact
    bd compact --older-than 1y
    bd compact bd-a3f --summary "Login rewritten on top of sessions; see ADR 7"
    bd compact verify

Without an id it compacts the issues that have been closed for 90 days, or as long as --older-than
says. An issue that is named may have been closed a moment ago. A summary of at most 400 characters
replaces description, design, acceptance criteria and notes. It is --summary, or else the title, the
close reason and the first line of each text. Comments, labels and dependencies stay. Issues that
are open or pinned, or that would become no shorter, are left alone. Nothing is lost: `bd restore ID
--view` shows the texts, `bd restore ID` brings them back, and `bd compact verify` proves by a
digest that history has every byte of them.
"""

from __future__ import annotations

import argparse
from datetime import datetime

from beadwork import errors
from beadwork.actions.history import compact as action
from beadwork.bd.flags.issue_ids import add_issue_ids
from beadwork.bd.long_texts import line_of
from beadwork.bd.opening import open_tracker
from beadwork.bd.output.history import compaction as output
from beadwork.console.console import Console
from beadwork.model.history import compaction
from beadwork.model.times import date_input

AGE = "90d"


def arguments(parser: argparse.ArgumentParser) -> None:
    add_issue_ids(parser, nargs="*", help="only these issues, however lately they were closed")
    parser.add_argument(
        "--older-than",
        metavar="AGE",
        help=f"closed for so long at least: {AGE} if not given, 6w, 1y",
    )
    parser.add_argument("--summary", metavar="TEXT", help="the summary that stays, for one issue")
    parser.add_argument("--dry-run", action="store_true", help="only show what would be done")


def run(console: Console, options: argparse.Namespace) -> None:
    if options.summary is not None and len(options.ids) != 1:
        raise errors.Usage(
            "a summary is of one issue", hint='bd compact ID --summary "what is to stay"'
        )
    if options.ids and options.older_than:
        raise errors.Usage(
            "named issues are compacted whatever their age",
            hint="leave out --older-than",
        )
    summary = compaction.checked(line_of(console, options.summary))
    with open_tracker(console) as tracker:
        over = tracker.profile.vocabulary.over
        wanted = action.Wanted(
            tuple(options.ids), _edge(options.older_than or AGE, tracker.now), summary
        )
        if options.dry_run:
            report = tracker.ask(
                lambda reader: action.preview(
                    reader, wanted, over, tracker.author.name, tracker.now
                )
            )
        else:
            report = tracker.change(lambda tx: action.compact(tx, wanted, over), always_commit=True)
    console.result(
        output.document(report, is_preview=options.dry_run),
        lambda: output.lines(console, report, is_preview=options.dry_run),
    )


def _edge(age: str, now: datetime) -> datetime:
    """Return the moment that is `age` before `now`."""
    try:
        return date_input.parse(f"-{age.strip().lstrip('-+')}", now)
    except errors.Usage:
        raise errors.Usage(f'not an age: "{age}"', hint="--older-than 90d, 6w, 1y") from None
