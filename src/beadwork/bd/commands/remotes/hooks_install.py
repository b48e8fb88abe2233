"""Install git's hook that pushes the tracker whenever you push the code.

    bd hooks install
    bd hooks install --json

The hook is `pre-push`, of this clone only. It runs `bd dolt push` before what is there already. It
has a minute, and a push of the code never fails because of it. It is meant for the sync mode
git-portable, where git's origin is the remote of the tracker. `bd hooks remove` takes it out.
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
        raise ReadOnly("hooks install writes, and --readonly is given")
    hook, is_changed = git_hooks.install(locate.find(console.directory).root)
    shown = os.path.relpath(hook, console.directory)
    console.result(
        {"hook": hook, "installed": is_changed},
        lambda: f"Installed {shown}" if is_changed else f"{shown} has it already",
    )
