"""The flag `--as-of`: answer as of an earlier commit. Its help is the same in every command."""

from __future__ import annotations

import argparse


def add(parser: argparse.ArgumentParser) -> None:
    """Add the flag to a command's parser."""
    parser.add_argument(
        "--as-of",
        metavar="REF",
        help="as of then: a commit (at least 4 characters of its hash), HEAD~3, a branch, a "
        "tag, or a date: "
        "2026-02-01, yesterday, or a time ago: 90s 5min 2h 3d 2w 6m (months) 1y",
    )
