"""Remove a label from issues: from all of them, or from none.

    bd label remove bd-a3f urgent
    bd label remove bd-a3f bd-9qk backend
    bd label remove bd-a3f backend,auth
    bd label remove bd-a3f '"a label, imported"'

The last argument is the label, or several labels separated by commas. A label with a comma or outer
spaces, as an import may bring it, is written in double quotes; so it is in every flag that takes
labels. A label that an issue does not have is no error.
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
    label_change.run(console, options, action.check_there, action.remove, "removed", _sentence)


def _sentence(labelled: Labelled) -> str:
    verb = "no longer has" if labelled.changed else "did not have"
    return f"{labelled.issue_id} {verb} the label {labelled.label}"
