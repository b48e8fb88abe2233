"""List the open convoys, and how far each is.

    gt convoy list
    gt convoy list --all --json

`gt convoy status` shows the beads, too.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.gt import town_choice
from beadwork.gt.output import convoys as output
from beadwork.town.workers import convoys


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--all", action="store_true", help="also those that are closed")


def run(console: Console, options: argparse.Namespace) -> None:
    town = town_choice.town(console)
    known = convoys.look(town)
    if not console.readonly:
        known = convoys.settle(town, known, town_choice.author(console).name)
    shown = [convoy for convoy in known if options.all or not convoy.is_closed]
    found = [{**convoy.as_json(), "beads": [bead.id for bead in convoy.beads]} for convoy in shown]
    console.result(found, lambda: output.overview(shown) if shown else "No convoy is open")
