"""The flag `--as-of`: answer as the tracker was then. The same words everywhere."""

from __future__ import annotations

import argparse


def add(parser: argparse.ArgumentParser) -> None:
    """Add it to a command's parser."""
    parser.add_argument(
        "--as-of", metavar="REF", help="as it was then: a commit, HEAD~3, a branch, a tag, or a date (yesterday)"
    )
