"""Give a sign of life: what you have claimed stays yours.

    BD_ACTOR=worker-7 bd heartbeat
    bd heartbeat --json

The first heartbeat gives you a lease, and puts under it what you have claimed. From then on every
command that you run renews the lease. When you have run none for the time of the setting
`claim.lease` (30 minutes), your claims expire: `bd ready --claim`, `bd claim` and `bd unclaim` of
others may take them.

A lease is a file of this machine. It is no commit, and no other machine sees it. A person has none:
name the worker by BD_ACTOR or --actor.
"""

from __future__ import annotations

import argparse

from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console
from beadwork.errors import Usage
from beadwork.model.counted import counted
from beadwork.model.times.timestamps import format_timestamp, local_time
from beadwork.workspace.settings import own_settings


def arguments(parser: argparse.ArgumentParser) -> None:
    """No flags of its own."""


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        if not own_settings.named_actor(console.actor, tracker.local_settings.get("actor", "")):
            raise Usage(
                "a worker with a lease has a name of its own, and here it is git's",
                hint="export BD_ACTOR=NAME",
            )
        beat = tracker.heartbeat()
    ends = format_timestamp(beat.ends_at) if beat.ends_at else None
    console.result(
        {"actor": beat.actor, "ends_at": ends, "claims": beat.claims},
        lambda: (
            f"The lease of {beat.actor} "
            f"{f'lasts until {local_time(beat.ends_at)}' if beat.ends_at else 'never ends'}: "
            f"{counted(len(beat.claims), 'claim')}"
        ),
    )
