"""Add a peer: another town or workspace that issues are exchanged with.

    bd federation add-peer staging dolthub://myorg/staging-beads
    bd federation add-peer partner git@example.org:partner/beads.git --tier T3
    bd federation add-peer local file:///home/user/beads-backup

The peer is a Dolt remote of this name. It is not contacted now. A name begins with a letter and has
letters, digits, - and _ only. --tier says what leaves for this peer: T1 everything; T2 everything,
if the endpoint is in federation.organization; T3 with pseudonyms for persons; T4 without persons,
comments, notes and times of day. Else it is BD_FEDERATION_SOVEREIGNTY, or federation.sovereignty,
or T1. Issues with the label `private`, or with `"private": true` in their metadata, never leave.
"""

from __future__ import annotations

import argparse

from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console
from beadwork.dolt.server.files import credential_store
from beadwork.errors import Invalid, Usage
from beadwork.model.sovereignty import tier
from beadwork.tracker import peers


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME")
    parser.add_argument("endpoint", metavar="ENDPOINT")
    parser.add_argument("--tier", default="", metavar="TIER", help="T1 to T4: what may leave")


def run(console: Console, options: argparse.Namespace) -> None:
    endpoint = credential_store.take_out(options.endpoint, console.note)
    with open_tracker(console) as tracker:
        peer = peers.add(
            tracker, options.name, endpoint, tier=_tier(options.tier), directory=console.directory
        )
    console.result(
        {"name": peer.name, "endpoint": peer.endpoint, "status": "added"},
        lambda: [
            f"{console.style('Added', 'green')} peer {peer.name}: {peer.endpoint}",
            f"  {peer.tier.name}: {peer.tier.meaning}",
        ],
    )


def _tier(text: str) -> str:
    """Return the tier of the flag, which may be missing.

    Raises:
        Usage: there is no such tier.
    """
    try:
        return tier.parse(text).name if text else ""
    except Invalid as error:
        raise Usage(error.message, hint=error.hint) from None
