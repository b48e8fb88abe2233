"""Remove the hook that `bd hooks install` made. What else the hook has stays.

bd hooks remove
"""

from __future__ import annotations

import argparse
import os

from beadwork.console.console import Console
from beadwork.errors import ReadOnly
from beadwork.workspace import git_hooks, locate


def arguments(parser: argparse.ArgumentParser) -> None:
    """No flags of its own."""


def run(console: Console, options: argparse.Namespace) -> None:
    if console.readonly:
        raise ReadOnly("hooks remove writes, and --readonly is given")
    hook, is_changed = git_hooks.remove(locate.find(console.directory).root)
    shown = os.path.relpath(hook, console.directory)
    console.result(
        {"hook": hook, "removed": is_changed},
        lambda: f"Removed {shown}" if is_changed else f"{shown} does not have it",
    )
