"""Close every open epic that nothing blocks and whose children are all closed.

    bd epic close-eligible --dry-run
    bd epic close-eligible
    bd epic close-eligible --json

It closes the epics that `bd epic status --eligible-only` shows, in one commit. `bd reopen` opens
them again.
"""

from __future__ import annotations

import argparse

from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="only show what would be closed")
    parser.add_argument(
        "--force", action="store_true", help="close what somebody else has in progress too"
    )


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        if options.dry_run:
            found = [progress.epic for progress in tracker.epics() if progress.eligible]
        else:
            found = tracker.close_eligible_epics(force=options.force)
    closed = [epic.to_dict() for epic in found]
    value = {"dry_run": options.dry_run, "would_close" if options.dry_run else "closed": closed}
    word = "Would close" if options.dry_run else "Closed"
    console.result(
        {**value, "count": len(closed)},
        lambda: [f"{word} {epic.id}: {epic.title}" for epic in found] or ["No epic can be closed"],
    )
