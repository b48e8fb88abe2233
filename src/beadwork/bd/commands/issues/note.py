"""Append text to the notes of an issue.

    bd note bd-a3f "The cache has to be cleared first"
    bd note bd-a3f --body-file findings.md

The text is added below the present notes. Notes are a field of the issue that anybody may rewrite
(`bd update --notes`). A comment (`bd comment`) keeps its author and its time.
"""

from __future__ import annotations

import argparse

from beadwork.bd import comment_text
from beadwork.bd.flags.issue_ids import add_compare, add_issue_ids
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console
from beadwork.errors import Invalid


def arguments(parser: argparse.ArgumentParser) -> None:
    add_issue_ids(parser, "id")
    comment_text.add(parser)
    add_compare(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    text = comment_text.read(console, options, "note").strip()
    if not text:
        raise Invalid("the note is empty")
    with open_tracker(console) as tracker:
        (issue,) = tracker.update(options.id, append_notes=text)
    console.result(
        issue.to_dict(), lambda: f"Noted in {console.style(issue.id, 'bold')}: {issue.title}"
    )
