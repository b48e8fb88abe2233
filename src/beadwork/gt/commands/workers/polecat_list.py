"""List the workers of the town, or of one rig.

    gt polecat list
    gt polecat list gastown --json

The state of a worker:

    working        it works; with a session, that runs
    session_died   its tmux session does not run any more
    slinging       gt sling is making it
    interrupted    gt sling was killed while it made it; the same gt sling takes it up
    queued         gt done --queue has said that it is done; gt refinery merges it
    finishing      its work is merged, and gt done takes it away
    nuking         gt polecat nuke takes it away
"""

from __future__ import annotations

import argparse

from beadwork.console.columns import table
from beadwork.console.console import Console
from beadwork.gt import town_choice
from beadwork.town.rigs import registry
from beadwork.town.workers import record, states


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("rig", nargs="?", default="", metavar="RIG")


def run(console: Console, options: argparse.Namespace) -> None:
    town = town_choice.town(console)
    if options.rig:
        registry.get(town, options.rig)
    records = record.all_of(town, options.rig)
    for why in records.damaged.values():
        console.warn(why)
    found = states.of(town, records.workers)
    console.result(
        [record.as_json(town, worker, state) for worker, state in found],
        lambda: (
            table(
                (worker.address, state, " ".join(worker.beads), worker.branch)
                for worker, state in found
            )
            if found
            else "No workers"
        ),
    )
