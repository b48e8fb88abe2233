"""The arguments and the output that `bd label add` and `bd label remove` share."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence

from beadwork.actions.issues.label import Labelled
from beadwork.bd.flags.issue_ids import add_compare, add_issue_ids
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console
from beadwork.dolt.writing.transaction import Transaction
from beadwork.model.comma_lists import split

Change = Callable[[Transaction, Sequence[str], Sequence[str]], list[Labelled]]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the ids and the label."""
    add_issue_ids(parser, nargs="+")
    parser.add_argument("label", metavar="LABEL")
    add_compare(parser)


def run(
    console: Console,
    options: argparse.Namespace,
    check: Callable[[Sequence[str]], tuple[str, ...]],
    change: Change,
    status: str,
    sentence: Callable[[Labelled], str],
) -> None:
    """Check and change the labels, and print each pair of issue and label, with `status` where it
    changed.
    """
    labels = check(split([options.label]))
    with open_tracker(console) as tracker:
        changed = tracker.change(lambda tx: change(tx, options.ids, labels))
    console.result(
        [
            {
                "status": status if labelled.changed else "unchanged",
                "issue_id": labelled.issue_id,
                "label": labelled.label,
            }
            for labelled in changed
        ],
        lambda: map(sentence, changed),
    )
