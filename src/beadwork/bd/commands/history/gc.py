"""Collect Dolt's garbage: pack the journal, and drop what nothing refers to. History stays.

    bd gc
    bd gc --auto
    bd gc --full
    bd gc --idle

--auto collects only if the journal has grown beyond 50 MB, for a timer or a hook. --full also
examines what earlier collections have packed, which takes longer. It is worth it after `bd squash
--forget`. --idle takes every database of your server that nobody has written to for an hour: the
server keeps 1 MB of memory for each in place of 9. Your server does so by itself where there are
many. Other commands may go on meanwhile; no write is lost.
"""

from __future__ import annotations

import argparse
from typing import Any

from beadwork.bd.opening import open_tracker
from beadwork.bd.output.history.compaction import bytes_of
from beadwork.console.console import Console
from beadwork.dolt.databases import idle
from beadwork.dolt.versions import gc
from beadwork.dolt.versions.gc import Sizes
from beadwork.errors import Usage
from beadwork.tracker import InternalTracker


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--auto", action="store_true", help="only if the journal is larger than 50 MB"
    )
    parser.add_argument(
        "--full", action="store_true", help="also what earlier collections have packed"
    )
    parser.add_argument(
        "--idle", action="store_true", help="all idle databases of the server, for its memory"
    )


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        if options.idle:
            _collect_idle(console, tracker)
            return
        before = _sizes(tracker)
        is_due = not options.auto or (before is not None and before.journal > gc.JOURNAL_LIMIT)
        if is_due:
            tracker.administer(
                lambda writer: gc.collect(writer.session, full=options.full), as_root=True
            )
        after = _sizes(tracker)
    console.result(
        document(before, after, collected=is_due), lambda: _text(before, after, collected=is_due)
    )


def _collect_idle(console: Console, tracker: InternalTracker) -> None:
    """Collect in the idle databases of a managed server."""
    home = tracker.link.chosen.home
    if home is None:
        raise Usage("the server is not run by bd, so what is idle is not visible here")
    names = tracker.administer(lambda _: idle.collect(home))
    count = f"{len(names)} idle database{'' if len(names) == 1 else 's'}"
    console.result(
        {"collected": bool(names), "databases": names},
        lambda: f"Collected {count}: {', '.join(names)}" if names else "Nothing is idle",
    )


def _sizes(tracker: InternalTracker) -> Sizes | None:
    """Return the size of the database on disk, None where its server is not managed here."""
    home = tracker.link.chosen.home
    return gc.sizes(home.data, tracker.link.workspace.database) if home else None


def document(before: Sizes | None, after: Sizes | None, *, collected: bool) -> dict[str, Any]:
    """Return the outcome as JSON. Sizes are in bytes, and left out where they are not known."""
    value: dict[str, Any] = {"collected": collected}
    if before and after:
        value["before"] = {"bytes": before.database, "journal_bytes": before.journal}
        value["after"] = {"bytes": after.database, "journal_bytes": after.journal}
    return value


def _text(before: Sizes | None, after: Sizes | None, *, collected: bool) -> str:
    if not before or not after:
        where = "the server is not run by bd, so its sizes are not visible here"
        return f"Collected; {where}" if collected else f"Nothing done: {where}"
    if not collected:
        return (
            f"Nothing done: the journal has {bytes_of(before.journal)}, less than "
            f"{bytes_of(gc.JOURNAL_LIMIT)}"
        )
    journal = f"journal {bytes_of(before.journal)} → {bytes_of(after.journal)}"
    return (
        f"Collected: {bytes_of(before.database)} → {bytes_of(after.database)} on disk ({journal})"
    )
