"""Commit the deferred writes: those made with `dolt.auto-commit: off`.

    bd dolt commit
    bd dolt commit -m "Plan the release"
    bd dolt commit --json

Every write is a commit of its own, unless `bd config set dolt.auto-commit off` was run for this
copy of the workspace. A deferred write is on disk when its command ends, and in history only after
this command. You are the author of the commit. Its message has a line for each write, with the name
of its author if that was somebody else. Other uncommitted changes of the branch are committed, too.
It is no error if there is nothing to commit.
"""

from __future__ import annotations

import argparse

from beadwork.bd.long_texts import line_of
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console
from beadwork.model.history import commit_message


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-m", "--message", default="", metavar="TEXT", help="first line of the commit message"
    )


def run(console: Console, options: argparse.Namespace) -> None:
    message = line_of(console, options.message) or ""
    with open_tracker(console) as tracker:
        committed = tracker.commit_deferred(message)
    if committed.commit is None:
        console.result({"committed": False, "writes": 0}, lambda: "Nothing changed")
        return
    message, _ = commit_message.split(committed.message)
    value = {
        "committed": True,
        "commit": committed.commit,
        "writes": committed.writes,
        "message": message,
    }
    console.result(
        value,
        lambda: [
            f"Committed {console.style(committed.commit or '', 'yellow')}",
            *_indented(message.splitlines()),
        ],
    )


def _indented(lines: list[str]) -> list[str]:
    return [f"  {line}" for line in lines if line]
