"""List issues: by default those that are not closed, pinned or machinery.

    bd list
    bd list --json
    bd list --json --fields brief
    bd list --mine
    bd list -s open,in_progress -t bug -l auth
    bd list --parent bd-a3f --all
    bd list --sort updated --updated-after -1d
    bd list -v

-v shows how old an issue is, who has it, when it is due, and its labels. `bd config set
list.columns age,labels` shows some of these always.

The signs:

    ○ open        ● blocked     ▪ pinned    · any other
    ◐ in progress, or hooked    ❄ deferred  ✓ closed

P0 is the most urgent, P4 the least; @NAME has it.
"""

from __future__ import annotations

import argparse

from beadwork.bd.flags import as_of
from beadwork.bd.opening import open_tracker
from beadwork.bd.output.search import lists
from beadwork.console.console import Console
from beadwork.ui import filter_flags


def arguments(parser: argparse.ArgumentParser) -> None:
    filter_flags.add(parser)
    as_of.add(parser)
    lists.add_fields(parser)
    parser.add_argument("--tree", action="store_true", help="show children below their parents")
    parser.add_argument("--flat", action="store_true", help="no tree, which is the default")


def run(console: Console, options: argparse.Namespace) -> None:
    wanted = filter_flags.read(console, options)
    with open_tracker(console, options.as_of) as tracker:
        page = tracker.list(wanted)
        if options.tree and not options.flat and not console.json:
            from beadwork.bd.output.dependencies import tree

            console.lines(tree.lines(console, page.issues))
        else:
            lists.show(console, tracker, page.issues, empty="No issues", fields=options.fields)
    console.cut(len(page.issues), page.total)
