"""Close a convoy by hand.

    gt convoy close badges
    gt convoy close badges --force

While a bead is open, or is not known, that is refused with its id, unless --force is given. The
beads stay as they are.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.gt import town_choice
from beadwork.town.workers import convoys


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME")
    parser.add_argument("--force", action="store_true", help="also with open beads")


def run(console: Console, options: argparse.Namespace) -> None:
    town = town_choice.town(console)
    actor = town_choice.author(console).name
    closed = convoys.close(town, options.name, actor, force=options.force)
    console.result(
        closed.as_json(),
        lambda: (
            f"Closed the convoy {closed.name} ({closed.id}): "
            f"{closed.done} of {len(closed.beads)} done"
        ),
    )
