"""Pull the databases of the town: fetch what others have pushed, check it, and merge it.

    gt dolt pull
    gt dolt pull gastown
    gt dolt pull --json

The merge is by the rules of `bd merge`, in one transaction. What a tracker cannot have is refused
by name, and nothing is merged then. Without names all databases that have a remote are pulled, `hq`
too, and one that fails does not stop the others: the exit status is 1 then.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.errors import ReadOnly
from beadwork.gt import town_choice
from beadwork.gt.output import exchanges as output
from beadwork.town.remotes import by_hand
from beadwork.ui import elapsed


def arguments(parser: argparse.ArgumentParser) -> None:
    output.add_names(parser)


def run(console: Console, options: argparse.Namespace) -> int:
    if console.readonly:
        raise ReadOnly("dolt pull writes, and --readonly is given")
    town, author = town_choice.town(console), town_choice.author(console)
    with elapsed.shown(console, "Pulling"):
        done = by_hand.pull(town, options.names, author.name)
    return output.show(console, done, is_one=len(options.names) == 1)
