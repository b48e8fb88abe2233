"""List the labels of an issue.

    bd label list bd-a3f
    bd label list bd-a3f --json

`bd label list-all` lists the labels of the whole tracker.
"""

from __future__ import annotations

import argparse

from beadwork.bd.flags.issue_ids import add_issue_ids
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console
from beadwork.store.issues import issues


def arguments(parser: argparse.ArgumentParser) -> None:
    add_issue_ids(parser, "issue")


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        issue = tracker.ask(lambda reader: issues.get(reader, options.issue))
    console.result(list(issue.labels), lambda: issue.labels or [f"{issue.id} has no labels"])
