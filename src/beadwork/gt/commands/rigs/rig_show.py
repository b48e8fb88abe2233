"""Show one rig: its clone, its database, its work, its remotes and its workers.

    gt rig show gastown
    gt rig show gastown --json

Polecats are the branches of workers. The exit status is 3 if the server does not run; what the
files tell is shown all the same. It is 1 if the rig cannot be read.
"""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

from beadwork.console.console import Console
from beadwork.errors import NoServer
from beadwork.gt import town_choice
from beadwork.gt.output import rig as output
from beadwork.town import overview
from beadwork.town.rigs import registry


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME")


def run(console: Console, options: argparse.Namespace) -> int:
    town = town_choice.town(console)
    rig = registry.get(town, options.name)
    clone = town.clone(rig.name)
    town_overview = overview.look(town, datetime.now(UTC).replace(tzinfo=None), only=rig.name)
    (found,) = town_overview.rigs
    value = {
        **rig._asdict(),
        **overview.rig_as_json(found),
        "path": str(clone),
        "has_clone": clone.is_dir(),
        "server": town_overview.server.state,
    }
    console.result(value, lambda: output.lines(console, rig, found, town_overview.server, clone))
    if not town_overview.server.running:
        return NoServer.exit_status
    return 1 if found.trouble else 0
