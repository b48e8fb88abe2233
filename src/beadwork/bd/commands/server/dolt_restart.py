"""Restart your Dolt server, so that changed settings take effect.

bd dolt restart
"""

from __future__ import annotations

import argparse

from beadwork.bd import server_choice
from beadwork.console.console import Console
from beadwork.dolt.server import status
from beadwork.dolt.server.lifecycle import restart
from beadwork.ui import server_state as output


def arguments(parser: argparse.ArgumentParser) -> None:
    """No flags of its own."""


def run(console: Console, options: argparse.Namespace) -> None:
    home = server_choice.own_home(console, "gt dolt restart")
    restart.restart(home, console.note)
    now = status.look(home)
    console.result(
        output.as_json(now),
        lambda: f"Restarted: pid {now.pid}, port {now.port}, Dolt {now.version}",
    )
