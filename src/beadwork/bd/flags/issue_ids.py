"""Issue ids of a command line, as arguments or in a flag.

In a town the ids decide which rig is opened. So no command declares them by itself.
"""

from __future__ import annotations

import argparse
from typing import Any

from beadwork.console.parser import add_subject


def add_issue_ids(parser: argparse.ArgumentParser, name: str = "ids", **declared: Any) -> None:
    """Declare an argument, or a flag, that takes one issue id or several.

    `declared` is passed to `add_argument`. The default metavar is ID.
    """
    action = parser.add_argument(name, **{"metavar": "ID", **declared})
    add_subject(parser, action.dest)
