"""Create a convoy: a set of beads, of any rigs, that is tracked as one.

    gt convoy create badges gastown-a3f beads-9qk
    gt convoy create badges gastown-a3f --json

A convoy is an issue of `hq` of the type `convoy`, with an edge `tracks` to each bead: it has a
history, and goes with `hq` to its remotes. `bd dep add` and `bd dep remove` in `hq` change its
beads. It is closed when all beads are: by the daemon, or when somebody looks.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.gt import town_choice
from beadwork.model.counted import counted
from beadwork.town.workers import convoys


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME")
    parser.add_argument("beads", nargs="+", metavar="BEAD")


def run(console: Console, options: argparse.Namespace) -> None:
    town = town_choice.town(console)
    actor = town_choice.author(console).name
    made = convoys.create(town, options.name, options.beads, actor)
    beads = list(dict.fromkeys(options.beads))
    console.result(
        {"id": made, "name": options.name, "status": "open", "beads": beads},
        lambda: f"Created the convoy {options.name} ({made}): {counted(len(beads), 'bead')}",
    )
