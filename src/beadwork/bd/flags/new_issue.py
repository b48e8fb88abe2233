"""The flags that say what a new issue is: the same for `create` and `q`."""

from __future__ import annotations

import argparse
from typing import Any

from beadwork.bd.flags.flag_values import date_of, minutes, object_of, split
from beadwork.bd.long_texts import text_of
from beadwork.console.console import Console


def add(parser: argparse.ArgumentParser) -> None:
    """Add the flags to a command's parser."""
    parser.add_argument("-d", "--description", "--body", metavar="TEXT")
    parser.add_argument(
        "--body-file",
        metavar="FILE",
        help="read the description from a file (- for standard input)",
    )
    parser.add_argument(
        "--stdin", action="store_true", help="read the description from standard input"
    )
    parser.add_argument(
        "-p", "--priority", default="2", metavar="P", help="0 (most urgent) to 4; 2 if not given"
    )
    parser.add_argument(
        "-t", "--type", default="task", metavar="TYPE", help="task, bug, feature, epic, chore …"
    )
    parser.add_argument("-a", "--assignee", metavar="NAME")
    parser.add_argument("-l", "--labels", "--label", action="append", metavar="LABEL,…")
    parser.add_argument("--parent", metavar="ID", help="the issue that this is a part of")
    parser.add_argument(
        "--deps", action="append", metavar="TYPE:ID,…", help="what it waits for, or refers to"
    )
    parser.add_argument("--design", metavar="TEXT")
    parser.add_argument("--acceptance", metavar="TEXT", help="when it is done")
    parser.add_argument("--notes", metavar="TEXT")
    parser.add_argument(
        "--external-ref", metavar="REF", help="its name elsewhere, for example gh-12"
    )
    parser.add_argument("--spec-id", metavar="ID")
    parser.add_argument("-e", "--estimate", type=int, metavar="MINUTES")
    parser.add_argument(
        "--due", metavar="DATE", help='+6h, 2w, tomorrow, "next monday", 2026-02-01 (UTC)'
    )
    parser.add_argument("--defer", metavar="DATE", help="not ready before then")
    parser.add_argument("--metadata", metavar="JSON", help="an object of your own")
    parser.add_argument("--id", dest="own_id", metavar="ID", help="instead of a random one")


def fields(console: Console, options: argparse.Namespace) -> dict[str, Any]:
    """Return the fields of a draft from the flags.

    Raises:
        Usage: a date, a number or the JSON cannot be.
    """
    return {
        "description": text_of(console, options.description, options.body_file, options.stdin),
        "type": options.type,
        "priority": options.priority,
        "assignee": options.assignee,
        "labels": tuple(split(options.labels)),
        "parent": options.parent,
        "dependencies": tuple(split(options.deps)),
        "design": options.design,
        "acceptance_criteria": options.acceptance,
        "notes": options.notes,
        "external_ref": options.external_ref,
        "spec_id": options.spec_id,
        "estimated_minutes": minutes(options.estimate),
        "due_at": date_of(options.due),
        "defer_until": date_of(options.defer),
        "metadata": object_of(options.metadata),
        "id": options.own_id,
    }
