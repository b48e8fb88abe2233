"""List the peers, with the tier by which something leaves for each.

bd federation list-peers
bd federation list-peers --json
"""

from __future__ import annotations

import argparse

from beadwork.bd.opening import open_tracker
from beadwork.console.columns import table
from beadwork.console.console import Console
from beadwork.tracker import peers
from beadwork.workspace.settings import peer_settings


def arguments(parser: argparse.ArgumentParser) -> None:
    """No flags of its own."""


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        found = peers.every(tracker)
        of_workspace = peer_settings.of_workspace(tracker.link.workspace.beads)
    rows = [(peer.name, peer.endpoint, peer.effective(of_workspace).name) for peer in found]
    console.result(
        [{"name": name, "endpoint": endpoint, "tier": tier} for name, endpoint, tier in rows],
        lambda: table(rows) if rows else "No peers: bd federation add-peer NAME ENDPOINT",
    )
