"""Add a label to issues: to all of them, or to none.

    bd label add bd-a3f urgent
    bd label add bd-a3f bd-9qk backend
    bd label add bd-a3f backend,auth

The last argument is the label, or several labels separated by commas. A label that an issue has
already is no error.
"""

from __future__ import annotations

import argparse

from beadwork.actions.issues import label as action
from beadwork.actions.issues.label import Labelled
from beadwork.bd import label_change
from beadwork.console.console import Console


def arguments(parser: argparse.ArgumentParser) -> None:
    label_change.arguments(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    label_change.run(console, options, action.check, action.add, "added", _sentence)


def _sentence(labelled: Labelled) -> str:
    already = "" if labelled.changed else " already"
    return f"{labelled.issue_id} has the label {labelled.label}{already}"
