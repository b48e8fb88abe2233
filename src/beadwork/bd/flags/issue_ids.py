"""Issue ids of a command line, as arguments or in a flag.

In a town they decide which rig is opened: that is why no command declares them by itself.
"""

from __future__ import annotations

import argparse
from typing import Any

from beadwork.console.parser import add_subject


def add_issue_ids(parser: argparse.ArgumentParser, name: str = "ids", **declared: Any) -> None:
    """Declare an argument, or a flag, that holds one issue id or several.

    `declared` goes to `add_argument`; the metavar is ID where none is given.
    """
    action = parser.add_argument(name, **{"metavar": "ID", **declared})
    add_subject(parser, action.dest)
