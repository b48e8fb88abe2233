"""Publish epics and plans to the commons, each with all below it, and push it.

    gt commons publish gt-a3f
    gt commons publish gt-a3f hq-7 --json

A copy has the plan: title, description, design, acceptance criteria, type, priority, labels, and
where it comes from (`hop://entity/chain/rig/id`). It has no owner, assignee, notes or comments, and
its status is its own. Private issues are refused, and so is an epic with one below it. The entity
and the chain of the town are those of mayor/town.json.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.errors import ReadOnly
from beadwork.gt import town_choice
from beadwork.gt.output import commons as output
from beadwork.town.commons import plans


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ids", nargs="+", metavar="ID", help="issues of any rig of the town")


def run(console: Console, options: argparse.Namespace) -> None:
    if console.readonly:
        raise ReadOnly("commons publish writes, and --readonly is given")
    town, author = town_choice.town(console), town_choice.author(console)
    found = [plan for plan in plans.publish(town, options.ids, author.name) if plan.is_own]
    console.result(
        [output.as_json(plan) for plan in found],
        lambda: output.rows(found, "Nothing was published"),
    )
