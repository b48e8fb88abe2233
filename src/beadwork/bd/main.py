"""The program `bd` (also `beads`)."""

from __future__ import annotations

import sys

from beadwork import __version__
from beadwork.bd.table import ALIASES, SECTIONS
from beadwork.console.dispatch import Program
from beadwork.console.dispatch import main as dispatch
from beadwork.console.short_process import hurry, leave

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
    hurry()
    leave(dispatch(PROGRAM, sys.argv[1:]))
