"""Find open issues with the same text.

    bd duplicates
    bd duplicates -t bug --json

Titles and texts are compared without regard to case, spaces, and punctuation at the ends. Nothing
is changed: look at a pair, then run `bd duplicate NEWER --of OLDER`. Each group begins with its
oldest issue.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from beadwork.bd.opening import open_tracker
from beadwork.bd.output.search import rows
from beadwork.console.console import Console
from beadwork.model.issues.issue import Issue
from beadwork.ui import filter_flags


def arguments(parser: argparse.ArgumentParser) -> None:
    filter_flags.add(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    wanted = filter_flags.read(console, options)
    with open_tracker(console) as tracker:
        groups = tracker.duplicates(wanted._replace(limit=None))
    shown = groups[: wanted.limit]
    value = [
        {
            "title": group[0].title,
            "oldest": group[0].id,
            "issues": [issue.to_dict() for issue in group],
        }
        for group in shown
    ]
    console.result(value, lambda: list(_lines(console, shown)) or ["No duplicates"])
    console.cut(len(shown), len(groups))


def _lines(console: Console, groups: list[list[Issue]]) -> Iterable[str]:
    for number, group in enumerate(groups):
        if number:
            yield ""
        yield from rows.lines(console, group)
