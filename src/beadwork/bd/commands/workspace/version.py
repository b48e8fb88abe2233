"""Show the version of this program, and of the Dolt that runs for it.

    bd version
    bd version --json

It connects to nothing: Dolt's version is the one that your own server was started with.
"""

from __future__ import annotations

import argparse

from beadwork import __version__
from beadwork.console.console import Console
from beadwork.dolt.server.files import record
from beadwork.dolt.server.files.home import of_user


def arguments(parser: argparse.ArgumentParser) -> None:
    """No flags of its own."""


def run(console: Console, options: argparse.Namespace) -> None:
    known = record.read(of_user())
    value = {"version": __version__}
    if known and known.version:
        value["dolt"] = known.version
    console.result(
        value,
        lambda: (
            f"bd version {__version__}" + (f" (Dolt {value['dolt']})" if "dolt" in value else "")
        ),
    )
