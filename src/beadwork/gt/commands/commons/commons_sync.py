"""Fetch the commons, merge each plan with its issue in the rigs of this town, and push.

    gt commons sync
    gt commons sync --json

What one side has changed is taken by the other, field by field: title, description, design,
acceptance criteria, type, priority, labels. Where both changed a field, the later change is taken.
Status, assignee and notes stay what they are on each side.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.errors import ReadOnly
from beadwork.gt import town_choice
from beadwork.model.counted import counted
from beadwork.town.commons import plans


def arguments(parser: argparse.ArgumentParser) -> None:
    """No flags of its own."""


def run(console: Console, options: argparse.Namespace) -> None:
    if console.readonly:
        raise ReadOnly("commons sync writes, and --readonly is given")
    done = plans.sync(town_choice.town(console), town_choice.author(console).name)
    console.result(
        {"commons": done.commons, "rigs": done.rigs, "pushed": done.is_pushed},
        lambda: (
            f"Changed {counted(len(done.commons), 'plan')} of the commons, and "
            f"{counted(len(done.rigs), 'issue')} of rigs"
        ),
    )
