"""Migrate the database to the schema version of this program.

    bd migrate --dry-run
    bd migrate
    bd migrate --json

Each step is one commit. An interrupted migration can be run again. No other command migrates: a
command that has to write to an older database says so instead. Older programs refuse a database
that was migrated.
"""

from __future__ import annotations

import argparse

from beadwork import errors
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--dry-run", "--inspect", action="store_true", help="show the steps, run none"
    )


def run(console: Console, options: argparse.Namespace) -> None:
    if console.readonly and not options.dry_run:
        raise errors.ReadOnly("nothing is written in --readonly mode")
    with open_tracker(console) as tracker:
        found = tracker.migrate(dry_run=options.dry_run)
    value = {
        "from": found.before,
        "to": found.after,
        "migrations": found.files,
        "dry_run": options.dry_run,
    }

    def text() -> list[str]:
        if not found.files:
            return [f"The database has version {found.before} already"]
        word = "Would run" if options.dry_run else "Ran"
        return [
            *(f"{word} {name}" for name in found.files),
            f"From version {found.before} to {found.after}",
        ]

    console.result(value, text)
