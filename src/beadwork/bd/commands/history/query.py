"""Query the past: who closed what, how long issues were in each status, what was ready on a date.

    bd query --history --closed-by alice --period 2026-Q1 -l go
    bd query --history --closed-by alice --since 2w --json
    bd query --history --time-in-status bd-a3f
    bd query --history --time-in-status -l go --json
    bd query --history --ready-on 2026-02-01

--closed-by lists the issues that a person closed, the newest first. The person is the author of the
closing commit. An issue stays in the list whatever became of it later, and one that was closed
twice is listed once. Filters apply to the issue as it is now, or as it was when it was deleted. An
issue that was imported as closed was closed by nobody here.

--time-in-status adds up the time in each status. It uses history, and created_at, started_at and
closed_at of imported issues. The present status counts up to now, unless the issue is over.

--ready-on is `bd ready --as-of`. A date means its first moment, UTC.
"""

from __future__ import annotations

import argparse

from beadwork import errors
from beadwork.bd.flags.issue_ids import add_issue_ids
from beadwork.bd.opening import open_tracker
from beadwork.bd.output.search import lists, rows
from beadwork.console.console import Console
from beadwork.store.search.filters import Filter
from beadwork.ui import filter_flags, period_flags

QUESTIONS = ("--closed-by", "--time-in-status", "--ready-on")


def arguments(parser: argparse.ArgumentParser) -> None:
    add_issue_ids(parser, nargs="*", help="with --time-in-status: these issues")
    parser.add_argument(
        "--history",
        action="store_true",
        help="required: query the past",
    )
    parser.add_argument("--closed-by", metavar="NAME", help="the issues that NAME closed")
    parser.add_argument(
        "--time-in-status", action="store_true", help="how long issues were in each status"
    )
    parser.add_argument(
        "--ready-on", metavar="DATE", help="what was ready then: a date, or a REF as for --as-of"
    )
    period_flags.add(parser)
    filter_flags.add(parser)
    parser.set_defaults(sort=None)


def run(console: Console, options: argparse.Namespace) -> None:
    _check(options)
    is_sorted, options.sort = options.sort is not None, options.sort or "priority"
    wanted = filter_flags.read(console, options)
    if options.closed_by is not None:
        _closed_by(console, options, wanted, by_time=not is_sorted)
    elif options.time_in_status:
        _time_in_status(console, options, wanted)
    else:
        _ready_on(console, options, wanted)


def _check(options: argparse.Namespace) -> None:
    """Refuse a command line that is no question, or that has flags of another question.

    Raises:
        Usage: naming the superfluous or missing flags.
    """
    if not options.history:
        raise errors.Usage(
            "bd query asks about the past: it needs --history",
            hint="bd query --history --closed-by NAME; bd list shows the present",
        )
    asked = [options.closed_by is not None, options.time_in_status, options.ready_on is not None]
    if sum(asked) != 1:
        raise errors.Usage(f"one of {', '.join(QUESTIONS)}", hint="bd query --help")
    if options.closed_by == "":
        raise errors.Usage("--closed-by needs a name", hint="bd throughput --by actor")
    if options.ids and not options.time_in_status:
        raise errors.Usage(
            f"{options.ids[0]} needs --time-in-status",
            hint=f"bd query --history --time-in-status {options.ids[0]}",
        )
    if period_flags.given(options) and options.closed_by is None:
        raise errors.Usage(
            "--period, --since and --until belong to --closed-by", hint="bd query --help"
        )


def _closed_by(
    console: Console, options: argparse.Namespace, wanted: Filter, *, by_time: bool
) -> None:
    from beadwork.actions.history import query

    with open_tracker(console) as tracker:
        now = tracker.now
        period = period_flags.read(options, now)
        found = tracker.ask(
            lambda reader: query.closed_by(
                reader,
                options.closed_by,
                period,
                wanted,
                tracker.profile.vocabulary,
                now,
                by_time=by_time,
            )
        )
    shown = found[: wanted.limit]
    value = [
        {
            **closed.issue.to_dict(),
            "closed_by": closed.closing.by,
            "closed_at": closed.closing.at,
            "commit": closed.closing.commit,
            **({"deleted": True} if closed.deleted else {}),
        }
        for closed in shown
    ]
    notes = {
        closed.issue.id: (
            f"{closed.closing.at:%Y-%m-%d}{', deleted since' if closed.deleted else ''}"
        )
        for closed in shown
    }
    lines = rows.lines(console, [closed.issue for closed in shown], notes)
    console.result(value, lambda: lines if shown else "No issues")
    if not found:
        when = period_flags.described(options)
        console.note(
            f"Nothing that {options.closed_by} closed{when}; who closes: bd throughput --by actor"
        )
    console.cut(len(shown), len(found))


def _time_in_status(console: Console, options: argparse.Namespace, wanted: Filter) -> None:
    from beadwork.actions.history import query
    from beadwork.bd.output.history import time_in_status

    with open_tracker(console) as tracker:
        now = tracker.now
        found, total = tracker.ask(
            lambda reader: query.time_in_status(
                reader, options.ids, wanted, tracker.profile.vocabulary, now
            )
        )
    console.result(
        [time_in_status.document(timed) for timed in found],
        lambda: (
            time_in_status.lines(console, found, spans=bool(options.ids)) if found else "No issues"
        ),
    )
    console.cut(len(found), total)


def _ready_on(console: Console, options: argparse.Namespace, wanted: Filter) -> None:
    with open_tracker(console, options.ready_on) as tracker:
        found = tracker.ready(wanted)
        lists.show(console, tracker, found.issues, empty="Nothing was ready", tallies=found.tallies)
    if found.more:
        console.cut(len(found.issues), None)
