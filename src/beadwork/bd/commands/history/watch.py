"""Watch issues, and print each change as it comes: one line for each commit.

    bd watch
    bd watch -l auth -t bug
    bd watch --parent bd-a3f --json
    bd watch --since CURSOR --timeout 0 --json
    bd watch --id bd-a3f -n 1

A change counts that concerns an issue which the filter selects before or after it; closed issues
count, too. It ends with Ctrl-C, after --timeout seconds, or after N changes. With --json each line
has a `cursor`, from which --since goes on: every commit comes once, whatever was restarted.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Sequence

from beadwork.bd.opening import open_tracker
from beadwork.bd.output.history import feed, following
from beadwork.console.console import Console, encode
from beadwork.errors import Usage
from beadwork.model.history.committed_change import CommittedChange
from beadwork.serve import served_head
from beadwork.store.history import diffs
from beadwork.store.search.filters import Filter
from beadwork.tracker import InternalTracker
from beadwork.ui import filter_flags


def arguments(parser: argparse.ArgumentParser) -> None:
    filter_flags.add(parser)
    parser.add_argument(
        "--since",
        metavar="CURSOR",
        help="what comes after it: a cursor, `beginning`, a commit, a date",
    )
    parser.add_argument(
        "--timeout", type=float, metavar="SECONDS", help="end after so long; 0: do not wait"
    )


def run(console: Console, options: argparse.Namespace) -> int:
    wanted = filter_flags.read(console, options, page=None)
    if wanted.sort or wanted.reverse:
        flag = "--sort" if wanted.sort else "--reverse"
        raise Usage(f"{flag} does not apply: changes come in the order of commits")
    seconds = _seconds(options.timeout)
    most, wanted = wanted.limit, wanted._replace(limit=None)
    with open_tracker(console) as tracker:
        served_head.used_by(tracker)
        changes = tracker.changes(
            options.since, None if wanted._replace(everything=False) == Filter() else wanted
        )
        return following.follow(
            console,
            changes,
            lambda came: _write(console, tracker, came),
            seconds=seconds,
            most=most,
        )


def _seconds(given: float | None) -> float:
    if given is None:
        return math.inf
    if not given >= 0:
        raise Usage(f"the time-out cannot be {given:g}", hint="--timeout 0 does not wait")
    return given


def _write(console: Console, tracker: InternalTracker, changes: Sequence[CommittedChange]) -> None:
    if console.json:
        for change in changes:
            console.bare(encode(change.to_dict()))
        return
    ids = sorted({change.issues[0] for change in changes if len(change.issues) == 1})
    titles = tracker.ask(lambda reader: diffs.titles(reader, "HEAD", ids)) if ids else {}
    for change in changes:
        console.line(feed.change_line(console, change, titles))
