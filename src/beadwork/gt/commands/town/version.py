"""Print the version of this program.

gt version
gt version --json
"""

from __future__ import annotations

import argparse

from beadwork import __version__
from beadwork.console.console import Console


def arguments(parser: argparse.ArgumentParser) -> None:
    """No flags of its own."""


def run(console: Console, options: argparse.Namespace) -> None:
    console.result({"version": __version__}, lambda: f"gt version {__version__}")
