"""The program `gt`, which runs a town: one machine, one server, many projects and workers."""

from __future__ import annotations

import sys

from beadwork import __version__
from beadwork.console.dispatch import Program
from beadwork.console.dispatch import main as dispatch
from beadwork.gt.table import SECTIONS

PROGRAM = Program(
    name="gt",
    version=__version__,
    summary="Runs a town: one Dolt server, many projects, the workers in them.",
    package="beadwork.gt.commands",
    sections=SECTIONS,
    aliases={},
)


def main() -> None:
    """Run the command line of this process."""
    sys.exit(dispatch(PROGRAM, sys.argv[1:]))
