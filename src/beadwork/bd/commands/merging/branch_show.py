"""Show what only a branch has: its commits, and their changes of issues.

    bd branch show worker-1
    bd branch show worker-1 --json
    bd branch show

Without a NAME it compares the branch in use with `main`.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import Any

from beadwork.actions.merging.branches import BranchDetail
from beadwork.bd.opening import open_tracker
from beadwork.bd.output.history import commit_hash
from beadwork.bd.output.merging import branch
from beadwork.console.console import Console
from beadwork.model.history import commit_message
from beadwork.model.times.timestamps import format_timestamp

COMMITS = 20
"""Commits and issues that a person is shown; --verbose shows all."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", default="", metavar="NAME")


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        found = tracker.show_branch(options.name)
    console.result(document(found), lambda: _lines(console, found))


def document(shown: BranchDetail) -> dict[str, Any]:
    """Return a branch as JSON, with its own commits and the issues that they touch."""
    return {
        **branch.document(shown.branch, current=shown.current),
        "base": shown.base,
        **shown.distance._asdict(),
        "commits": [
            {
                "commit": commit,
                "author": author,
                "email": email,
                "date": format_timestamp(date),
                "message": commit_message.split(message)[0],
            }
            for commit, author, email, date, message in shown.commits
        ],
        "issues": [
            {"id": change.id, "title": change.title, "change": change.kind}
            for change in shown.changes
        ],
    }


def _lines(console: Console, shown: BranchDetail) -> Iterable[str]:
    star = "*" if shown.current else " "
    beside = "" if shown.base == shown.branch.name else branch.distance(shown.distance, shown.base)
    yield f"{star} {console.style(shown.branch.name, 'bold')}{beside}"
    yield branch.newest(console, shown.branch)
    width = console.terminal.width
    if shown.commits:
        yield from ("", console.style("Commits:", "bold"))
    changes_text = [
        f"  {commit_hash.shown(console, commit)}  "
        f"{console.shorten(branch.subject(message), width - commit_hash.LENGTH - 4)}"
        for commit, _, _, _, message in shown.commits
    ]
    yield from _cut(console, changes_text)
    if shown.changes:
        yield from ("", console.style("Issues:", "bold"))
    longest = max((len(change.id) for change in shown.changes), default=0)
    touched = [
        f"  {change.id.ljust(longest)}  {change.kind}  "
        f"{console.shorten(change.title, width - longest - 13)}".rstrip()
        for change in shown.changes
    ]
    yield from _cut(console, touched)


def _cut(console: Console, lines: list[str]) -> Iterable[str]:
    shown = lines if console.verbose else lines[:COMMITS]
    yield from shown
    if len(shown) < len(lines):
        yield f"  … and {len(lines) - len(shown)} more (--verbose shows them)"
