"""Show how far the ledger of each rig is behind its issues and its remote.

    gt ledger status
    gt ledger status api
    gt ledger status --json

"to publish" counts the entries that `gt ledger publish` would add now.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from beadwork.console.columns import table
from beadwork.console.console import Console
from beadwork.gt import town_choice
from beadwork.model.counted import counted
from beadwork.model.urls import bare
from beadwork.town.ledger import rigs
from beadwork.town.ledger.rigs import Status
from beadwork.town.rigs import registry


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("rig", nargs="?", default="", metavar="RIG")


def run(console: Console, options: argparse.Namespace) -> None:
    town = town_choice.town(console)
    names = [options.rig] if options.rig else [rig.name for rig in registry.all_of(town)]
    found = [rigs.status(town, name) for name in names]
    console.result([_document(status) for status in found], lambda: _lines(found))


def _document(status: Status) -> dict[str, Any]:
    return {**status._asdict(), "remote": bare(status.remote)}


def _lines(found: list[Status]) -> Iterator[str]:
    if not found:
        yield "No rigs"
        return
    yield from table(
        (
            status.rig,
            counted(status.entries, "entry", "entries") if status.has_ledger else "no ledger",
            f"{status.pending} to publish" if status.pending else "",
            _pushed(status),
        )
        for status in found
    )


def _pushed(status: Status) -> str:
    if not status.remote:
        return "no remote  (gt ledger publish RIG --remote URL)" if status.has_ledger else ""
    state = "pushed to" if status.is_pushed else "not pushed yet to"
    return f"{state} {bare(status.remote)}"
