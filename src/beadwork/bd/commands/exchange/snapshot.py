"""Write one commit of the tracker as one JSON document, for a program that mirrors it.

    bd snapshot > tracker.json
    bd snapshot --as-of HEAD~3
    bd snapshot | jq -r .commit

The document has the hash of the commit (`commit`), and everything of that one commit, whatever is
written meanwhile: `settings`, `issues`, `dependencies` (those to parents, too), `comments` and
`memories`. It is of the newest commit unless --as-of names another one, and the same with --json
and without. What follows it is in `bd diff HASH`, and in `Tracker.changes(since=HASH)`. A
tracker of any size is written page by page.
"""

from __future__ import annotations

import argparse
import os
import tempfile

from beadwork.bd.flags import as_of
from beadwork.bd.opening import open_tracker
from beadwork.console.console import ENVELOPE_VERSION, Console


def arguments(parser: argparse.ArgumentParser) -> None:
    as_of.add(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console, options.as_of) as tracker, tempfile.TemporaryFile() as spool:
        tracker.snapshot(spool)
        if os.environ.get("BD_JSON_ENVELOPE") == "1":
            begin = f'{{"schema_version": {ENVELOPE_VERSION}, "data": '
            console.copy(spool, begin, "}\n")
        else:
            console.copy(spool)
