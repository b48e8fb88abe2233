"""Back up the town's databases, with all branches and uncommitted changes.

    gt dolt backup
    gt dolt backup hq
    gt dolt backup --to /mnt/backups --keep 30
    gt dolt backup --list

Each backup is restored once, in a place of its own, and read before it counts. The newest 7 of each
database are kept. Older ones are removed after a new one is proven; the last one of a database is
never removed. They are in `backups/` of the town. `gt dolt recover` restores a database from them.
The exit status is 1 if a database could not be backed up, and nothing is removed then.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from beadwork.console.console import Console
from beadwork.errors import ReadOnly, Usage
from beadwork.gt import town_choice
from beadwork.town.recovery import backup
from beadwork.town.recovery.backup import KEEP, Backup


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these databases")
    parser.add_argument(
        "--to",
        default="",
        metavar="DIR",
        help="directory of the backups (else the town's backups/)",
    )
    parser.add_argument(
        "--keep", type=int, default=KEEP, metavar="N", help=f"keep so many of each ({KEEP})"
    )
    parser.add_argument("--list", action="store_true", help="list the backups")


def run(console: Console, options: argparse.Namespace) -> int:
    town = town_choice.town(console)
    directory = (
        Path(console.directory, options.to).absolute() if options.to else backup.directory_of(town)
    )
    if options.keep < 1:
        raise Usage(
            "--keep is at least 1: the last backup is never removed",
            hint="gt dolt backup --keep 7",
        )
    if options.list:
        found = [
            saved
            for saved in backup.all_of(directory)
            if not options.names or saved.name in options.names
        ]
        console.result([_as_json(saved) for saved in found], lambda: _listed(found, directory))
        return 0
    if console.readonly:
        raise ReadOnly("dolt backup writes, and --readonly is given")
    report = backup.run(town, options.names, directory, options.keep, console.note)
    value = {"databases": [_as_json(saved) for saved in report.made], "pruned": report.pruned}
    console.result(value, lambda: _lines(report))
    return 1 if any(saved.why for saved in report.made) else 0


def _as_json(saved: Backup) -> dict[str, Any]:
    held = saved.contents
    row = {
        "name": saved.name,
        "at": saved.at,
        "path": saved.path,
        "why": saved.why,
        "remotes": saved.remotes,
    }
    if held:
        row |= {
            "commit": held.commit,
            "rows": held.rows,
            "branches": held.branches,
            "hash": held.hash,
        }
    return {key: value for key, value in row.items() if value not in ("", {})}


def _lines(report: backup.Report) -> Iterator[str]:
    good = [saved for saved in report.made if not saved.why]
    if good:
        yield f"Backed up into {Path(good[0].path).parent}:"
    yield from _table(report.made)
    if report.pruned:
        count = len(report.pruned)
        yield f"Took away {count} older {'backup' if count == 1 else 'backups'}"


def _listed(backups: list[Backup], directory: Path) -> Iterator[str]:
    if not backups:
        yield f"No backup in {directory}"
    for at in dict.fromkeys(saved.at for saved in backups):
        yield at
        yield from _table([saved for saved in backups if saved.at == at])


def _table(made: list[Backup]) -> Iterator[str]:
    width = max((len(saved.name) for saved in made), default=0)
    for saved in made:
        if saved.contents is None:
            yield f"  {saved.name.ljust(width)}  not backed up: {saved.why}"
            continue
        count = saved.contents.rows.get("issues", 0)
        last = f"last commit {saved.contents.last()}"
        yield f"  {saved.name.ljust(width)}  {count:>6,} issue{' ' if count == 1 else 's'}  {last}"
