"""Start the command server, which runs short commands in a third of the time.

    bd serve start
    bd serve start --foreground

It has loaded what commands need, and does each in a process of its own. It is one for each user,
program and `BEADWORK_HOME`, and ends when nobody has used it for 15 minutes. With BEADWORK_SERVE=0
a command does without it. --foreground is for systemd: the command is the server, and ends with it.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.serve import control


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--foreground", action="store_true", help="be the server, until it ends")


def run(console: Console, options: argparse.Namespace) -> None:
    if options.foreground:
        if not control.serve():
            console.result({"started": False}, lambda: "The command server runs already")
        return
    started = control.start()
    pid = started.server.pid
    console.result(
        {"started": started.is_new, "pid": pid, "socket": started.server.socket},
        lambda: (
            f"Started the command server (pid {pid})"
            if started.is_new
            else f"The command server runs already (pid {pid})"
        ),
    )
