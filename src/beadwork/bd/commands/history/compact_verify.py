"""Verify by their digests that history has the texts of compacted issues.

    bd compact verify
    bd compact verify bd-a3f
    bd compact verify --all --json

The exit status is 1 if a byte differs or a commit is gone. Each such issue is listed with the
expected and the actual digest. Nothing is written.
"""

from __future__ import annotations

import argparse

from beadwork import errors
from beadwork.bd.flags.issue_ids import add_issue_ids
from beadwork.bd.opening import open_tracker
from beadwork.bd.output.history import compaction as output
from beadwork.console.console import Console


def arguments(parser: argparse.ArgumentParser) -> None:
    add_issue_ids(parser, nargs="*", help="only these issues")
    parser.add_argument(
        "--all", action="store_true", help="all issues, which is the default without an ID"
    )


def run(console: Console, options: argparse.Namespace) -> int:
    if options.all and options.ids:
        raise errors.Usage("--all and ids are both given", hint="bd compact verify --all")
    with open_tracker(console) as tracker:
        found = tracker.verify_compaction(*options.ids)
    console.result(output.proofs(found), lambda: output.proof_lines(console, found))
    return 1 if found.failed else 0
