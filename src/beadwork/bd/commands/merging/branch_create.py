"""Create a branch of the tracker. Work on it is not seen on other branches.

    bd branch create worker-1
    bd branch create worker-1 main
    bd branch create look-back HEAD~3
    bd branch create as-it-was 2026-02-01 --json

The branch begins at FROM: the branch in use, another branch, a commit, a tag, or a date as
`--as-of` takes it. Uncommitted changes of the branch that it begins at are committed first, under
their own author. A command works on the branch that BD_BRANCH names, or else on `main`.
"""

from __future__ import annotations

import argparse

from beadwork.actions.merging import branches as action
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console
from beadwork.model.hints import command


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME")
    parser.add_argument(
        "source", nargs="?", default="", metavar="FROM", help="a branch, commit, tag or date"
    )


def run(console: Console, options: argparse.Namespace) -> None:
    name = action.check(options.name)
    with open_tracker(console) as tracker:
        made = tracker.create_branch(name, options.source)
    use = command("export", f"BD_BRANCH={made.name}")
    console.result(
        {**made._asdict(), "use": use},
        lambda: [
            f"Made branch {console.style(made.name, 'bold')} from {made.source}, at {made.commit}",
            f"To work on it: {use}",
        ],
    )
