"""Show a plan of the commons, with all below it.

gt commons show cm-0k3x9d2m1q
gt commons show cm-0k3x9d2m1q --json
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from beadwork.console.console import Console
from beadwork.gt import town_choice
from beadwork.gt.output import commons as output
from beadwork.town.commons import plans
from beadwork.town.commons.plans import Plan


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="id in the commons")


def run(console: Console, options: argparse.Namespace) -> None:
    found = plans.below(town_choice.town(console), options.id)
    console.result([output.as_json(plan) for plan in found], lambda: _lines(found))


def _lines(found: list[Plan]) -> Iterator[str]:
    for plan in found:
        yield from output.rows([plan], "")
        for text in (plan.issue.description, plan.issue.design, plan.issue.acceptance_criteria):
            for line in (text or "").splitlines():
                yield f"    {line}"
