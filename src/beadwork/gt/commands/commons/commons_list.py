"""List the plans of the commons: where each comes from, and its issue in a rig of this town.

    gt commons list
    gt commons list --json

It shows what is here; `gt commons sync` fetches what is new.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.gt import town_choice
from beadwork.gt.output import commons as output
from beadwork.town.commons import plans


def arguments(parser: argparse.ArgumentParser) -> None:
    """No flags of its own."""


def run(console: Console, options: argparse.Namespace) -> None:
    found = plans.all_of(town_choice.town(console))
    console.result(
        [output.as_json(plan) for plan in found],
        lambda: output.rows(found, "No plan yet: gt commons publish ID"),
    )
