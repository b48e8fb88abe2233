"""Give the town's Dolt server a new password, where that in daemon/password is lost or wrong.

    gt dolt reset-password
    gt dolt reset-password gastown

The server is stopped after running writes, its accounts are put aside, and it is started with a new
password. The accounts of projects are made again by themselves; accounts that a person made are in
the directory that was put aside.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.dolt.server.lifecycle.reset_password import reset_password
from beadwork.errors import ReadOnly
from beadwork.gt import server_choice, town_choice


def arguments(parser: argparse.ArgumentParser) -> None:
    server_choice.add_rigs(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    if console.readonly:
        raise ReadOnly("dolt reset-password writes, and --readonly is given")
    town = town_choice.town(console)
    homes = server_choice.to_start(town, options.rigs)
    done = [(home, reset_password(home, console.note)) for home in homes]
    value = [{"name": home.rig, "pid": known.pid, "port": known.port} for home, known in done]
    console.result(
        {"servers": value},
        lambda: [
            f"Started with a new password: pid {known.pid}, port {known.port}" for _, known in done
        ],
    )
