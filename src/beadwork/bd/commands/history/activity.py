"""Show what happened: one line for each issue and commit, the newest first, or as it happens.

    bd activity
    bd activity --since 2h
    bd activity --follow
    bd activity --actor alice --issue bd-a3f
    bd activity --follow --json

--actor shows only what that person did. --follow shows past events, the oldest first, and then new
ones until Ctrl-C. With --json it prints each event on a line of its own. A commit that touched more
than 20 issues is one line: `bd diff COMMIT~1 COMMIT` lists them.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence

from beadwork.actions.history import activity
from beadwork.actions.history.activity import ActivityPage
from beadwork.bd import uncommitted_note
from beadwork.bd.flags import limit_flag, past_date
from beadwork.bd.flags.issue_ids import add_issue_ids
from beadwork.bd.opening import open_tracker
from beadwork.bd.output.history import feed
from beadwork.console.console import Console, encode
from beadwork.model.history.committed_change import CommittedChange
from beadwork.model.history.feed import Event, oldest_first
from beadwork.store.history.log import Wanted
from beadwork.tracker import InternalTracker


def arguments(parser: argparse.ArgumentParser) -> None:
    limit_flag.add(parser)
    parser.add_argument(
        "--since", metavar="DATE", help="only since then: 2h (ago), yesterday, 2026-02-01"
    )
    parser.add_argument("-f", "--follow", action="store_true", help="go on with new events")
    add_issue_ids(parser, "--issue", help="only about this issue, deleted or not")


def run(console: Console, options: argparse.Namespace) -> int:
    limit = limit_flag.read(console, options)
    wanted = Wanted(actor=console.actor, since=past_date.moment(options.since))
    with open_tracker(console) as tracker:
        if options.follow:
            return _follow(console, tracker, wanted, options.issue, limit)
        found = _page(tracker, wanted, options.issue, limit)
        waiting = uncommitted_note.number(console, tracker)
    events = found.events
    console.result(
        [feed.document(event) for event in events],
        lambda: [feed.line(console, event) for event in events] or "Nothing happened",
    )
    if found.more:
        console.cut(len(events), None)
    uncommitted_note.note(console, waiting)
    return 0


def _page(
    tracker: InternalTracker, wanted: Wanted, issue: str | None, limit: int | None
) -> ActivityPage:
    if issue is None:
        return tracker.ask(
            lambda reader: activity.page(reader, wanted, limit, tracker.profile.vocabulary.over)
        )
    return tracker.ask(
        lambda reader: activity.of_issue(
            reader, issue, wanted, limit, tracker.profile.vocabulary.over
        )
    )


def _follow(
    console: Console, tracker: InternalTracker, wanted: Wanted, issue: str | None, limit: int | None
) -> int:
    from beadwork.bd.output.history import following
    from beadwork.serve import served_head

    served_head.used_by(tracker)
    console.has_pager = False
    found = _page(tracker, wanted, issue, limit)
    _write(console, oldest_first(found.events))
    over = tracker.profile.vocabulary.over

    def show(changes: Sequence[CommittedChange]) -> None:
        new = [
            change.commit
            for change in changes
            if found.issue_id is None or found.issue_id in change.issues
        ]
        if new:
            events = tracker.ask(
                lambda reader: activity.of_new(reader, new, wanted, found.issue_id, over)
            )
            _write(console, events)

    return following.follow(console, tracker.changes(found.head), show)


def _write(console: Console, events: Iterable[Event]) -> None:
    if console.json:
        for event in events:
            console.bare(encode(feed.document(event)))
    else:
        console.lines(feed.line(console, event) for event in events)
    console.flush()
