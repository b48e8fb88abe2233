"""Show the history of the tracker: each write is one commit, the newest first.

    bd log
    bd log -n 5
    bd log --grep bd-a3f
    bd log --json -n 1

--grep finds what is in a message, whatever its case. Each write has an operation id, which is not shown but found too. A
hash can be asked about by SQL: `bd sql "SELECT id, status FROM issues AS OF 'HASH'"`.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from typing import Any

from beadwork import errors
from beadwork.bd.opening import tracker
from beadwork.bd.output import rows
from beadwork.console.console import Console
from beadwork.model import messages
from beadwork.model.timestamps import format_timestamp
from beadwork.store import log
from beadwork.store.log import Commit

PAGE = 50
LINES = 6
"""Lines of one message that are shown; --verbose shows all."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the flags."""
    parser.add_argument("-n", "--limit", type=int, metavar="N", help=f"at most N; 0 for all (a person gets {PAGE})")
    parser.add_argument("--grep", default="", metavar="TEXT", help="only commits with it in the message")


def run(console: Console, options: argparse.Namespace) -> None:
    """Print the commits."""
    limit = _limit(console, options.limit)
    with tracker(console) as here:
        found = here.ask(lambda reader: log.commits(reader, options.grep, limit + 1 if limit else None))
    shown = found[:limit] if limit else found
    console.result([document(commit) for commit in shown], lambda: _lines(console, shown) if shown else "No commits")
    if len(found) > len(shown):
        rows.showing(console, len(shown), None)


def document(commit: Commit) -> dict[str, Any]:
    """Return a commit as JSON."""
    message, operation = messages.split(commit.message)
    found = {
        "commit": commit.hash,
        "author": commit.author,
        "email": commit.email,
        "date": format_timestamp(commit.date),
        "message": message,
        "issues": messages.issues(message),
        "operation": operation,
    }
    return {key: value for key, value in found.items() if value or key != "operation"}


def _limit(console: Console, asked: int | None) -> int | None:
    if asked is None:
        return None if console.json else PAGE
    if asked < 0:
        raise errors.Usage(f"a limit cannot be {asked}", hint="--limit 0 is all")
    return asked or None


def _lines(console: Console, commits: Sequence[Commit]) -> Iterable[str]:
    for commit in commits:
        yield f"{console.style(commit.hash, 'yellow')}  {format_timestamp(commit.date)}  {commit.author}"
        lines = [line for line in messages.split(commit.message)[0].splitlines() if line]
        kept = lines if console.verbose or len(lines) <= LINES else lines[: LINES - 1]
        yield from (f"  {line if console.verbose else rows.shorten(line, console.terminal.width - 2)}" for line in kept)
        if len(kept) < len(lines):
            yield f"  … and {len(lines) - len(kept)} more (--verbose shows them)"
