"""Count issues, in total or by group.

    bd count
    bd count -s open -t bug
    bd count --by-status
    bd count --by-label --parent bd-a3f --json

All issues count unless a filter leaves them out, closed and pinned ones and machinery included. An
issue with two labels counts for both, and once in the total.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import TYPE_CHECKING

from beadwork import errors
from beadwork.bd.flags import as_of
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console
from beadwork.ui import filter_flags

if TYPE_CHECKING:
    pass

GROUPS = ("status", "priority", "type", "assignee", "label")


def arguments(parser: argparse.ArgumentParser) -> None:
    group = parser.add_mutually_exclusive_group()
    for name in GROUPS:
        group.add_argument(
            f"--by-{name}",
            dest="by",
            action="store_const",
            const=name,
            help=f"one number for each {name}",
        )
    filter_flags.add(parser)
    as_of.add(parser)
    parser.set_defaults(sort=None)


def run(console: Console, options: argparse.Namespace) -> None:
    for flag, given in (
        ("--sort", options.sort),
        ("--reverse", options.reverse),
        ("--limit", options.limit),
    ):
        if given not in (None, False):
            raise errors.Usage(
                f"{flag} does not apply to a count", hint="bd list, which sorts and limits"
            )
    options.sort = "priority"
    wanted = filter_flags.read(console, options, page=None)

    with open_tracker(console, options.as_of) as tracker:
        if options.by is None:
            number = tracker.count(wanted)
            console.result({"count": number}, lambda: str(number))
            return
        total, groups = tracker.count_by(options.by, wanted)
    console.result(
        {
            "total": total,
            "groups": [{"group": name, "count": count} for name, count in groups.items()],
        },
        lambda: _lines(total, groups),
    )


def _lines(total: int, groups: dict[str, int]) -> Iterable[str]:
    width = max((len(name) for name in groups), default=0)
    digits = max((len(str(count)) for count in (total, *groups.values())), default=1)
    for name, count in groups.items():
        yield f"{str(count).rjust(digits)}  {name.ljust(width)}".rstrip()
    yield f"{str(total).rjust(digits)}  in all"
