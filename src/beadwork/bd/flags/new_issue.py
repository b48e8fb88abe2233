"""The flags of a new issue. They are the same for `create` and `q`."""

from __future__ import annotations

import argparse
from typing import Any

from beadwork.bd.flags import field_flags
from beadwork.bd.long_texts import text_of
from beadwork.console.console import Console
from beadwork.model.comma_lists import split


def add(parser: argparse.ArgumentParser) -> None:
    """Add the flags to a command's parser."""
    field_flags.add_to_create(parser)
    parser.add_argument(
        "--body-file",
        metavar="FILE",
        help="read the description from a file (- for standard input)",
    )
    parser.add_argument(
        "--stdin", action="store_true", help="read the description from standard input"
    )
    parser.add_argument("-l", "--labels", "--label", action="append", metavar="LABEL,…")
    parser.add_argument(
        "--deps",
        action="append",
        metavar="TYPE:ID,…",
        help="issues that it waits for, or refers to",
    )
    parser.add_argument("--id", dest="own_id", metavar="ID", help="the id (else a random one)")


def fields(console: Console, options: argparse.Namespace) -> dict[str, Any]:
    """Return the arguments of `draft` from the flags.

    Raises:
        Usage: a date, a number or the JSON object is not valid.
    """
    return {
        **field_flags.given(console, options, field_flags.OF_CREATE),
        "description": text_of(console, options.description, options.body_file, options.stdin),
        "labels": tuple(split(options.labels)),
        "dependencies": tuple(split(options.deps)),
        "id": options.own_id,
    }
