"""Load what a worker has finished into an empty town, from a public ledger.

    gt boot widget/toast --from https://example.org/team/api-ledger.git

The ledger is cloned and proven. Then its chain is added to `known_chains` in mayor/town.json, and
`gt charsheet NAME` shows the worker's work here. The town must have no rigs yet. Again changes
nothing.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.errors import ReadOnly
from beadwork.gt import town_choice
from beadwork.gt.output import charsheet as output
from beadwork.town.ledger import boot
from beadwork.workspace import remote_place


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="the worker, as assignees are named")
    parser.add_argument("--from", dest="url", required=True, metavar="URL", help="the ledger")


def run(console: Console, options: argparse.Namespace) -> None:
    if console.readonly:
        raise ReadOnly("boot writes, and --readonly is given")
    town = town_choice.town(console)
    where = remote_place.typed(options.url, console.directory, console.note).url
    found = boot.load(town, options.name, where, console.note)
    console.result(
        output.document(options.name, found, []), lambda: output.lines(options.name, found)
    )
