"""Merge the workers that have said that they are done, the first one first.

    gt refinery
    gt refinery gastown --json

A worker says so with `gt done --queue`. The workers of a rig are merged in one session, each as by
`gt done`; then main is pushed once, and they are taken away. One that cannot be merged stays as it
is, the mayor gets one mail with the reason, and the others go on: the exit status is 1 then.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.errors import ReadOnly
from beadwork.gt import town_choice
from beadwork.gt.output import workers as output
from beadwork.town.rigs import registry
from beadwork.town.workers import refinery


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("rig", nargs="?", default="", metavar="RIG", help="only this one's")
    parser.add_argument("--no-push", action="store_true", help="do not push main")


def run(console: Console, options: argparse.Namespace) -> int:
    if console.readonly:
        raise ReadOnly("refinery writes, and --readonly is given")
    town = town_choice.town(console)
    if options.rig:
        registry.get(town, options.rig)
    outcomes = refinery.run(town, options.rig, push=not options.no_push)
    console.result(
        [output.outcome(outcome) for outcome in outcomes],
        lambda: (
            [line for outcome in outcomes for line in output.outcome_lines(outcome)]
            if outcomes
            else "No worker waits"
        ),
    )
    return 1 if any(outcome.trouble for outcome in outcomes) else 0
