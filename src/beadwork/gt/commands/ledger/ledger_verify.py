"""Prove that a ledger is as it was published.

    gt ledger verify api
    gt ledger verify
    gt ledger verify --from https://example.org/team/api-ledger.git
    gt ledger verify api --from https://example.org/team/api-ledger.git

Each entry has a digest of its content and of the entry before it. Whatever was altered, removed or
moved breaks this chain. For a rig of this town each entry is also compared with the issue as it was
at the commit that the entry names. With --from a ledger is fetched and proven by itself, and by
what was seen of it when it was fetched before. With a rig, too, it is compared with the issues of
that rig. The exit status is 1 if anything is not as it was published.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from beadwork.actions.ledger import verify
from beadwork.actions.ledger.verify import Verified
from beadwork.console.console import Console
from beadwork.gt import town_choice
from beadwork.gt.output import ledger as output
from beadwork.model.counted import counted
from beadwork.model.urls import bare
from beadwork.town.layout import Town
from beadwork.town.ledger import copies, rigs
from beadwork.workspace import remote_place


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("rig", nargs="?", default="", metavar="RIG")
    parser.add_argument(
        "--from", dest="url", default="", metavar="URL", help="the ledger of a remote"
    )


def run(console: Console, options: argparse.Namespace) -> int:
    town = town_choice.town(console)
    found = _verified(console, town, options)
    console.result(
        [document(name, verified) for name, verified in found.items()],
        lambda: (line for name, verified in found.items() for line in _lines(name, verified)),
    )
    return 1 if any(verified.faults for verified in found.values()) else 0


def _verified(console: Console, town: Town, options: argparse.Namespace) -> dict[str, Verified]:
    if options.url:
        where = remote_place.typed(options.url, console.directory, console.note).url
        verified = copies.check(town, where, console.note)
        if options.rig:
            with rigs.opened(town, options.rig) as rig:
                verified = verify.against_source(rig.session, verified)
        return {bare(options.url): verified}
    names = [options.rig] if options.rig else rigs.with_ledger(town)
    found = {}
    for name in names:
        with rigs.opened(town, name) as rig:
            found[name] = verify.against_source(rig.session)
    return found


def document(name: str, verified: Verified) -> dict[str, Any]:
    """Return a verification as JSON."""
    tip = verified.ledger.tip
    return {
        "ledger": name,
        "verified": not verified.faults,
        "entries": len(verified.ledger.entries),
        "head": tip.digest,
        "compared": verified.compared,
        "gone": verified.gone,
        "faults": [{"entry": fault.number, "fault": fault.what} for fault in verified.faults],
    }


def _lines(name: str, verified: Verified) -> Iterator[str]:
    entries = counted(len(verified.ledger.entries), "entry", "entries")
    if verified.faults:
        faults = counted(len(verified.faults), "fault")
        yield f"{name}: {entries}, {faults}"
        yield from output.faults(verified.faults)
        return
    how = f", {verified.compared:,} compared with the source" if verified.compared else ""
    yield f"{name}: {entries}, as they were published{how}"
    if verified.gone:
        yield f"  the source commit of {verified.gone:,} is not in the history of main any more"
