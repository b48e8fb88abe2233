"""Show the beads of a convoy, or of all open ones.

    gt convoy status
    gt convoy status badges
    gt convoy status badges --json

A convoy is named by its name or by its id. One whose beads are all over is closed by this look,
unless --readonly is given. A bead that was deleted counts as over. One of a rig that was removed or
does not answer does not, and is shown as such. Renamed beads are followed.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.gt import town_choice
from beadwork.gt.output import convoys as output
from beadwork.town.workers import convoys


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", default="", metavar="NAME")


def run(console: Console, options: argparse.Namespace) -> None:
    town = town_choice.town(console)
    known = convoys.look(town)
    if not options.name:
        known = [convoy for convoy in known if not convoy.is_closed]
    else:
        known = [convoys.find(known, options.name)]
    if not console.readonly:
        known = convoys.settle(town, known, town_choice.author(console).name)
    found = [convoy.as_json() for convoy in known]
    console.result(
        found[0] if options.name else found,
        lambda: output.lines(console, known) if known else "No convoy is open",
    )
