"""Comment on an issue.

    bd comment bd-a3f "Fails on Safari too"
    bd comment bd-a3f --body-file findings.md
    git log -3 | bd comment bd-a3f --stdin

A comment has an author and a time. `bd comments` lists comments, `bd comments edit` changes one,
and `bd comments delete` deletes one. `bd note` adds text to the issue itself.
"""

from __future__ import annotations

import argparse

from beadwork.actions.comments import comment as action
from beadwork.bd import comment_text
from beadwork.bd.flags.issue_ids import add_compare, add_issue_ids
from beadwork.bd.opening import open_tracker
from beadwork.bd.output import comments
from beadwork.console.console import Console


def arguments(parser: argparse.ArgumentParser) -> None:
    add_issue_ids(parser, "id")
    comment_text.add(parser)
    add_compare(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    text = action.check(comment_text.read(console, options, "comment"))
    with open_tracker(console) as tracker:
        added = tracker.change(lambda tx: action.comment(tx, options.id, text))
    console.result(
        comments.record(added), lambda: f"Commented on {console.style(added.issue_id, 'bold')}"
    )
