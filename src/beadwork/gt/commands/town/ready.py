"""Show the issues that can be begun now in all rigs, the most urgent first.

    gt ready
    gt ready --rig gastown --rig beads
    gt ready -p 0,1 --unassigned --json
    gt ready -n 0

They are what `bd ready` shows in each rig and in `hq`, with the same filters, in one order: by
--sort, else by the `ready.sort` on which all these rigs agree, else by priority.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime

from beadwork.console.console import Console
from beadwork.dolt.server.files.home import HQ
from beadwork.gt import town_choice
from beadwork.gt.output import ready as output
from beadwork.model.comma_lists import split
from beadwork.store.search.filters import ME
from beadwork.town import ready as question
from beadwork.town.layout import Town
from beadwork.town.rigs import registry, trackers
from beadwork.town.rigs.trackers import Tracker
from beadwork.ui import filter_flags, own_name


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--rig",
        action="append",
        metavar="NAME",
        help="only issues of this rig; repeat it, or use commas",
    )
    filter_flags.add_included(parser)
    filter_flags.add(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    wanted = filter_flags.with_included(filter_flags.read(console, options), options)
    if wanted.assignee == ME:
        wanted = wanted._replace(assignee=own_name.of(console))
    town = town_choice.town(console)
    rigs = _rigs(town, split(options.rig))
    now = datetime.now(UTC).replace(tzinfo=None)
    neighbours = trackers.neighbours(town)
    found = trackers.ask(
        town, lambda session: question.ready(town, session, neighbours, rigs, wanted, now)
    )
    for trouble in trackers.routing_troubles(town, rigs):
        console.warn(trouble)
    for rig in found.troubled:
        console.warn(f"{rig.name} is left out: {rig.trouble}")
    value = [{**issue.to_dict(), "rig": rig} for rig, issue in found.issues]
    console.result(
        value, lambda: output.lines(console, found.issues) if value else "Nothing is ready"
    )
    if found.more:
        console.cut(len(found.issues), None)


def _rigs(town: Town, names: Sequence[str]) -> list[Tracker]:
    for name in names:
        if name != HQ:
            registry.get(town, name)
    return [tracker for tracker in trackers.all_of(town) if tracker.name in names or not names]
