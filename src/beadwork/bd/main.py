"""The program `bd` (also `beads`)."""

from __future__ import annotations

import os
import sys

from beadwork import __version__
from beadwork.bd.table import ALIASES, GUIDES, RETIRED, SECTIONS
from beadwork.console import short_process
from beadwork.console.dispatch import main as dispatch
from beadwork.console.program import Program


def _own_setting(directory: str, key: str) -> str | None:
    from beadwork.ui import own_setting  # few commands ask for one

    return own_setting.read(directory, key)


PROGRAM = Program(
    name="bd",
    version=__version__,
    summary="An issue tracker for people and coding agents, versioned in Dolt.",
    package="beadwork.bd.commands",
    sections=SECTIONS,
    aliases=ALIASES,
    retired=RETIRED,
    own_setting=_own_setting,
    guides=GUIDES,
)


def main(starts_server: bool = False) -> None:
    """Run the command line of this process, and end it. With `starts_server` a command server is
    started when the command is done.
    """
    status = run()
    if starts_server:
        from beadwork.serve import autostart

        autostart.begin()
    short_process.exit_now(status)


def run() -> int:
    """Run the command line of this process, and return the exit status. Files that it creates are
    not writable by others.
    """
    os.umask(os.umask(0o002) | 0o002)
    short_process.tune()
    return dispatch(PROGRAM, sys.argv[1:])
