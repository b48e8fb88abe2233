"""The program `bd` (also `beads`)."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress

from beadwork import __version__
from beadwork.bd.table import ALIASES, SECTIONS
from beadwork.console.dispatch import Program
from beadwork.console.dispatch import main as dispatch
from beadwork.dolt import driver

PROGRAM = Program(
    name="bd",
    version=__version__,
    summary="An issue tracker for people and coding agents, versioned in Dolt.",
    package="beadwork.bd.commands",
    sections=SECTIONS,
    aliases=ALIASES,
)


def main() -> None:
    """Run the command line of this process."""
    driver.is_command = True
    gc.disable()  # over before there is anything to collect, and looking for it takes a tenth of a long list's time
    status = dispatch(PROGRAM, sys.argv[1:])
    # Python's own shutdown would take apart every module, for 3 to 5 ms of nobody's use.
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # reported already, or closed by whoever started us
            stream.flush()
    os._exit(status)
