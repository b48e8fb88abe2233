"""Show the entries of a ledger, or one of them.

    gt ledger show api
    gt ledger show api 17
    gt ledger show api api-7f3
    gt ledger show --from https://example.org/team/api-ledger.git

ENTRY is the number of an entry, or the id of an issue: then all its entries are shown.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from beadwork.actions.ledger import verify
from beadwork.actions.ledger.verify import Ledger
from beadwork.console.console import Console
from beadwork.errors import NotFound, Usage
from beadwork.gt import town_choice
from beadwork.gt.output import ledger as output
from beadwork.model.ledger import verification
from beadwork.model.ledger.entry import Entry
from beadwork.town.ledger import copies, rigs
from beadwork.workspace import remote_place


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("rig", nargs="?", default="", metavar="RIG")
    parser.add_argument("entry", nargs="?", default="", metavar="ENTRY", help="a number or an id")
    parser.add_argument(
        "--from", dest="url", default="", metavar="URL", help="the ledger of a remote"
    )


def run(console: Console, options: argparse.Namespace) -> None:
    wanted = options.entry
    if options.url:
        if options.entry:
            raise Usage("a rig and --from are two ledgers", hint="gt ledger show --from URL ENTRY")
        wanted = options.rig
    found = _selected(_ledger(console, options).entries, wanted)
    console.result(
        [document(entry) for entry in found],
        lambda: _pages(console, found) if wanted else _rows(found),
    )


def _ledger(console: Console, options: argparse.Namespace) -> Ledger:
    town = town_choice.town(console)
    if options.url:
        where = remote_place.typed(options.url, console.directory, console.note).url
        return copies.fetch(town, where, console.note).ledger
    if not options.rig:
        raise Usage("name a rig, or --from URL", hint="gt ledger show RIG")
    with rigs.opened(town, options.rig) as rig:
        return verify.read(rig.session)


def _selected(entries: list[Entry], wanted: str) -> list[Entry]:
    if not wanted:
        return entries
    found = [entry for entry in entries if wanted in (entry.issue_id, str(entry.number))]
    if not found:
        raise NotFound(
            f'the ledger has no entry "{wanted}"', hint="a number, or the id of an issue"
        )
    return found


def document(entry: Entry) -> dict[str, Any]:
    """Return an entry as JSON, with its content as it is digested."""
    return {**entry._asdict(), "content": verification.parsed(entry) if entry.content else None}


def _rows(found: list[Entry]) -> Iterator[str]:
    yield from map(output.row, found)
    if not found:
        yield "No entries"


def _pages(console: Console, found: list[Entry]) -> Iterator[str]:
    for number, entry in enumerate(found):
        if number:
            yield ""
        yield from output.page(console, entry)
