"""Choose the servers of a town that a command is about: all, or those of the named rigs."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from beadwork.dolt.server.files.home import TownHome
from beadwork.town import servers
from beadwork.town.layout import Town


def add_rigs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("rigs", nargs="*", metavar="RIG", help="only the servers of these rigs")


def to_start(town: Town, rigs: Sequence[str]) -> list[TownHome]:
    """Return the servers of these rigs, or all, for a start.

    Raises:
        Exists: a server of the other topology runs.
        Usage, NotFound: as `servers.named`.
    """
    homes = servers.named(town, rigs)
    servers.refuse_other_topology(town)
    return homes
