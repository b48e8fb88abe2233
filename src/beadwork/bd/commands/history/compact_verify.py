"""Prove that history still has what compacted issues said: each digest is computed again from its
commit.

    bd compact verify
    bd compact verify bd-a3f
    bd compact verify --all --json

Exit status 1 where one byte differs, or a commit is gone; each such issue is named with the digest
that was expected and the one that was found. Nothing is written.
"""

from __future__ import annotations

import argparse

from beadwork import errors
from beadwork.actions.history import verify_compaction as action
from beadwork.bd.flags.issue_ids import add_issue_ids
from beadwork.bd.opening import open_tracker
from beadwork.bd.output.history import compaction as output
from beadwork.console.console import Console


def arguments(parser: argparse.ArgumentParser) -> None:
    add_issue_ids(parser, nargs="*", help="only these")
    parser.add_argument(
        "--all", action="store_true", help="all there are, which is so anyway where no ID is given"
    )


def run(console: Console, options: argparse.Namespace) -> int:
    if options.all and options.ids:
        raise errors.Usage("--all and ids are both given", hint="bd compact verify --all")
    with open_tracker(console) as tracker:
        found = tracker.ask(lambda reader: action.verify(reader, options.ids))
    console.result(output.proofs(found), lambda: output.proof_lines(console, found))
    return 1 if found.failed else 0
