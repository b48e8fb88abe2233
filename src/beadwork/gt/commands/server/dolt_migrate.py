"""Move databases of older layouts (`.beads/dolt`, `.beads/embeddeddolt`) into the town.

    gt dolt migrate --dry-run
    gt dolt migrate
    gt dolt migrate --from ~/dotfiles/.beads/dolt

It looks at the town, its rigs, databases of the user's own server that a workspace here names, and
each --from, a directory in which a server was started by mistake. Each database is copied and
compared: every file, then rows, branches and the hash over all tables, as the town's server has
them. Only then does metadata.json name it. The old directory is kept as `dolt.migrated-<date>`, and
the old metadata.json likewise. Nothing is deleted. The server is restarted once.

If a name is taken, a number is added to it. A database that is being served is left alone: stop its
server first. An interrupted migration continues where it stopped. The exit status is 1 if a
database could not be moved; the reason is printed beside it.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from beadwork.console.console import Console
from beadwork.errors import ReadOnly
from beadwork.gt import town_choice
from beadwork.model.counted import counted
from beadwork.town.layout import Town
from beadwork.town.migration import migrate
from beadwork.town.migration.migrate import Outcome

MEGABYTE = 1_000_000


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="show what would be done")
    parser.add_argument(
        "--from",
        dest="others",
        action="append",
        default=[],
        metavar="DIR",
        help="look in this directory, too",
    )


def run(console: Console, options: argparse.Namespace) -> int:
    if console.readonly and not options.dry_run:
        raise ReadOnly("dolt migrate writes, and --readonly is given")
    town = town_choice.town(console)
    others = [Path(console.directory, other).absolute() for other in options.others]
    if options.dry_run:
        found = migrate.plan(town, others)
    else:
        found = migrate.run(town, others, console.note)
    console.result(
        [_as_json(outcome) for outcome in found], lambda: _lines(town, found, options.dry_run)
    )
    return 1 if any(outcome.why for outcome in found) else 0


def _as_json(outcome: Outcome) -> dict[str, Any]:
    row = {**outcome.found._asdict(), **outcome._asdict()}
    del row["found"]
    return {key: value for key, value in row.items() if value not in ("", 0)}


def _lines(town: Town, outcomes: list[Outcome], is_plan: bool) -> Iterator[str]:
    if not outcomes:
        yield "No database has an older layout"
    for outcome in outcomes:
        yield f"{_shown(town, outcome.found.source)}"
        if outcome.why:
            yield f"  stays: {outcome.why}"
            continue
        yield (
            f"  {'to be' if is_plan else 'is'} the database {outcome.found.target}, "
            f"{_whose(outcome)}"
        )
        if is_plan:
            begun = "" if outcome.step == "planned" else f"; begun, and {outcome.step}"
            yield f"  {outcome.found.size / MEGABYTE:.1f} MB{begun}"
        else:
            yield f"  {counted(outcome.rows, 'row')} verified"
            yield f"  the old one is {_shown(town, outcome.backup)}"


def _whose(outcome: Outcome) -> str:
    return f"of {outcome.found.rig}" if outcome.found.rig else "of no rig"


def _shown(town: Town, path: str) -> str:
    """Return a path, relative to the town's root where it is inside the town."""
    return os.path.relpath(path, town.root) if Path(path).is_relative_to(town.root) else path
