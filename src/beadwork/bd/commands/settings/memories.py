"""List what is remembered.

    bd memories
    bd memories release
    bd memories --json

With TEXT it lists only memories with the text in their key or text. `bd remember` adds a memory,
`bd forget` removes one.
"""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Iterable

from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", nargs="?", default="", metavar="TEXT")


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        found = tracker.memories(options.text)
    nothing = (
        f'Nothing that is remembered has "{options.text}"'
        if options.text
        else "Nothing is remembered"
    )
    console.result(found, lambda: _lines(console, found) if found else nothing)


def _lines(console: Console, memories: dict[str, str]) -> Iterable[str]:
    for key, value in memories.items():
        yield console.style(key, "bold")
        for line in value.splitlines():
            yield from textwrap.wrap(
                line, console.terminal.width - 2, initial_indent="  ", subsequent_indent="  "
            ) or [""]
