"""The program `gt`, which runs a town: one machine, one server, many projects and workers."""

from __future__ import annotations

import os
import sys

from beadwork import __version__
from beadwork.console import short_process
from beadwork.console.dispatch import main as dispatch
from beadwork.console.program import Program
from beadwork.gt.table import RETIRED, SECTIONS


def _own_setting(directory: str, key: str) -> str | None:
    from beadwork.ui import own_setting  # few commands ask for one

    return own_setting.read(directory, key)


PROGRAM = Program(
    name="gt",
    version=__version__,
    summary="Runs a town: one Dolt server, many projects, the workers in them.",
    package="beadwork.gt.commands",
    sections=SECTIONS,
    aliases={},
    retired=RETIRED,
    own_setting=_own_setting,
)


def main(starts_server: bool = False) -> None:
    """Run the command line of this process, and end it. With `starts_server` a command server is
    started when the command is done.
    """
    status = run()
    if starts_server:
        from beadwork.serve import autostart

        autostart.begin()
    if _is_short():
        short_process.exit_now(status)
    sys.exit(status)


def run() -> int:
    """Run the command line of this process, and return the exit status. Files that it creates are
    not writable by others.
    """
    os.umask(os.umask(0o002) | 0o002)
    if _is_short():
        short_process.tune()
    return dispatch(PROGRAM, sys.argv[1:])


def _is_short() -> bool:
    return "daemon" not in sys.argv and "--watch" not in sys.argv
