"""Commit the writes that wait: those made with `dolt.auto-commit: off`.

    bd dolt commit
    bd dolt commit -m "Plan the release"
    bd dolt commit --json

Every write is a commit of its own, unless this machine's copy says `bd config set dolt.auto-commit
off`: then a write is safe on disk when its command ends, but in history only with this command. The
commit is yours; its message has a line for each write, with the name of whoever made it where that
was somebody else. Whatever else is uncommitted on the branch goes into history too, and nothing to
commit is no error.
"""

from __future__ import annotations

import argparse

from beadwork.actions.history import commit_uncommitted as action
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console
from beadwork.model.history import commit_message


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-m", "--message", default="", metavar="TEXT", help="what the commit is to say first"
    )


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        committed = tracker.administer(
            lambda writer: action.commit(writer, action.check(options.message))
        )
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
