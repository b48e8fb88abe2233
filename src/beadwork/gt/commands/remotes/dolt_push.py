"""Push the databases of the town to their remotes, each by itself.

    gt dolt push
    gt dolt push gastown
    gt dolt push gastown --no-merge
    gt dolt push --json

Only `main` is pushed. Where a remote has commits that are not here, they are fetched, checked and
merged by the rules of `bd merge`, and the push is tried again; --no-merge refuses instead. Without
names all databases that have a remote are pushed, `hq` too, and one that fails does not stop the
others: the exit status is 1 then.
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
    parser.add_argument(
        "--no-merge", action="store_true", help="refuse where a remote has other commits"
    )


def run(console: Console, options: argparse.Namespace) -> int:
    if console.readonly:
        raise ReadOnly("dolt push commits what is uncommitted, and --readonly is given")
    town, author = town_choice.town(console), town_choice.author(console)
    with elapsed.shown(console, "Pushing"):
        done = by_hand.push(town, options.names, author.name, merge=not options.no_merge)
    return output.show(console, done, is_one=len(options.names) == 1)
