"""Write the database and the project of the town and of every rig into each metadata.json.

    gt dolt fix-metadata --dry-run
    gt dolt fix-metadata

The databases decide. The old file is kept beside the new one, with a date. The file never names a
missing database, nor one whose ids begin with another prefix than the rig's. The exit status is 1
if a file could not be corrected; the reason is printed beside it.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from beadwork.console.console import Console
from beadwork.errors import ReadOnly
from beadwork.gt import town_choice
from beadwork.town import fix_metadata
from beadwork.town.fix_metadata import Difference


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--dry-run", action="store_true", help="show the differences, write nothing"
    )


def run(console: Console, options: argparse.Namespace) -> int:
    if console.readonly and not options.dry_run:
        raise ReadOnly("dolt fix-metadata writes, and --readonly is given")
    town = town_choice.town(console)
    found = fix_metadata.find(town) if options.dry_run else fix_metadata.fix(town, console.note)
    console.result([_as_json(difference) for difference in found], lambda: _lines(found))
    return 1 if any(difference.why for difference in found) else 0


def _as_json(difference: Difference) -> dict[str, Any]:
    changes = [{"key": key, "was": was, "is": becomes} for key, was, becomes in difference.changes]
    row = {**difference._asdict(), "changes": changes}
    return {key: value for key, value in row.items() if value or key == "changes"}


def _lines(differences: list[Difference]) -> Iterator[str]:
    width = max(len(difference.rig) for difference in differences)
    for difference in differences:
        yield (
            f"{difference.rig.ljust(width)}  "
            f"{difference.why or ('differs' if difference.changes else 'is right')}"
        )
        for key, was, becomes in difference.changes:
            yield f"  {key}: {was or '(nothing)'} -> {becomes}"
        if difference.kept:
            yield f"  the old one is {difference.kept}"
