"""Copy a plan of the commons, with all below it, into a rig.

    gt commons adopt cm-0k3x9d2m1q --rig gastown

The copies name their origin (`hop://…`) in external_ref, and are open work of the rig. A second
time changes nothing. Changes go both ways: see `gt commons sync`.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.dolt.server.files.home import HQ
from beadwork.errors import ReadOnly
from beadwork.gt import town_choice
from beadwork.gt.output import commons as output
from beadwork.town.commons import plans


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="id in the commons")
    parser.add_argument("--rig", default=HQ, metavar="RIG", help=f"where to (else {HQ})")


def run(console: Console, options: argparse.Namespace) -> None:
    if console.readonly:
        raise ReadOnly("commons adopt writes, and --readonly is given")
    town, author = town_choice.town(console), town_choice.author(console)
    found = plans.adopt(town, options.id, options.rig, author.name)
    console.result(
        [output.as_json(plan) for plan in found],
        lambda: output.rows(found, "Nothing was adopted"),
    )
