"""All commands as one tree of parsers, for shell completion. A command itself builds only its own
parser.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from beadwork.bd.main import PROGRAM
from beadwork.bd.table import ALIASES, SECTIONS
from beadwork.console.dispatch import load
from beadwork.console.parser import add_globals

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def parser() -> argparse.ArgumentParser:
    """Return a parser of `bd` with every command, alias and flag."""
    root = argparse.ArgumentParser("bd", add_help=False)
    add_globals(root.add_argument_group("options of every command"))
    commands = root.add_subparsers(metavar="COMMAND")
    groups: dict[str, Commands] = {}
    rows = {name: summary for _, section in SECTIONS for name, summary in section}
    for name, summary in [
        *rows.items(),
        *((alias, rows[name]) for alias, name in ALIASES.items() if name in rows),
    ]:
        first, _, second = name.partition(" ")
        if second and first in rows:  # `comments add`, beside `comments ID`
            continue
        if name not in rows and any(
            row.startswith(f"{name} ") for row in rows
        ):  # `branch` alone is `branch list`
            continue
        if second and first not in groups:
            group = commands.add_parser(first, help=f"{first} …", add_help=False)
            groups[first] = group.add_subparsers(metavar="COMMAND")
        place = groups[first] if second else commands
        _add(place, second or first, ALIASES.get(name, name), summary)
    return root


def _add(place: Commands, word: str, name: str, summary: str) -> None:
    command = place.add_parser(word, help=summary, add_help=False)
    load(PROGRAM, name).arguments(command)
    add_globals(command.add_argument_group("options of every command"))
