"""Show how far each peer is, by what is known here. Nothing is contacted.

bd federation status
bd federation status --json

"ahead" counts the commits here that the peer was not sent, "behind" those of the peer that were
fetched and not taken in.
"""

from __future__ import annotations

import argparse

from beadwork.actions.peers.peer_status import PeerState
from beadwork.bd.opening import open_tracker
from beadwork.console.columns import table
from beadwork.console.console import Console
from beadwork.model.counted import counted
from beadwork.tracker import peers


def arguments(parser: argparse.ArgumentParser) -> None:
    """No flags of its own."""


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        found = peers.status(tracker)
    console.result(
        [
            {
                "name": status.peer.name,
                "endpoint": status.peer.endpoint,
                "tier": status.tier.name,
                **status.standing._asdict(),
            }
            for status in found
        ],
        lambda: (
            table([_row(status) for status in found])
            if found
            else "No peers: bd federation add-peer NAME ENDPOINT"
        ),
    )


def _row(status: PeerState) -> tuple[str, str, str, str]:
    peer, standing = status.peer, status.standing
    words = "never pushed or pulled"
    if standing.head:
        words = "up to date"
        if standing.ahead or standing.behind:
            words = f"{counted(standing.ahead, 'commit')} ahead, {standing.behind} behind"
    return peer.name, peer.endpoint, status.tier.name, words
