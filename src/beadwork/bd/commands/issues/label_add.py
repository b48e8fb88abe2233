"""Put a label on issues: all of the named ones, or none.

    bd label add bd-a3f urgent
    bd label add bd-a3f bd-9qk backend
    bd label add bd-a3f backend,auth

The last word is the label, or several by commas. A label that is there already
is no error.
"""

from __future__ import annotations

import argparse

from beadwork.actions.issues import label as action
from beadwork.bd.flags.flag_values import split
from beadwork.bd.flags.issue_ids import add_issue_ids
from beadwork.bd.opening import tracker
from beadwork.console.console import Console


def arguments(parser: argparse.ArgumentParser) -> None:
    add_issue_ids(parser, nargs="+")
    parser.add_argument("label", metavar="LABEL")


def run(console: Console, options: argparse.Namespace) -> None:
    labels = action.check(split([options.label]))
    with tracker(console) as here:
        done = here.change(lambda tx: action.add(tx, options.ids, labels))
    console.result(
        [
            {
                "status": "added" if one.changed else "unchanged",
                "issue_id": one.issue_id,
                "label": one.label,
            }
            for one in done
        ],
        lambda: [
            f"{one.issue_id} has the label {one.label}{'' if one.changed else ' already'}"
            for one in done
        ],
    )
