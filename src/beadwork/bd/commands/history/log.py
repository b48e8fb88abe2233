"""Show the writes, the newest first: each is one commit, with its author and its issues.

    bd log
    bd log -n 5
    bd log --oneline
    bd log --issue bd-a3f
    bd log --author alice --since 2w
    bd log --grep "release notes" --json

`bd show ID --as-of COMMIT` shows an issue as it was at a commit. `bd diff COMMIT` shows what has
changed since. `bd undo COMMIT` reverses a write. --grep searches messages and --author names and
addresses, both without regard to case. --grep also finds a write by its operation id, which is not
shown. Dates are UTC; `2w` is two weeks ago. After a merge the order is that of the commit graph, in
which a commit stands before its parents, whatever the clocks said.

A commit is shown by the first 8 of the 32 characters of its hash, which every command takes. JSON
and --verbose have all.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from typing import Any

from beadwork.bd import uncommitted_note
from beadwork.bd.flags import limit_flag, past_date
from beadwork.bd.flags.issue_ids import add_issue_ids
from beadwork.bd.opening import open_tracker
from beadwork.bd.output.history import commit_hash
from beadwork.console import columns
from beadwork.console.console import Console
from beadwork.model.history import commit_message
from beadwork.model.times.timestamps import format_timestamp
from beadwork.store.history.log import Commit

LINES = 6
"""Lines of one message that are shown; --verbose shows all."""
IDS = 10
"""Issues that are named for a commit whose message names none; JSON has as many, and counts the
others.
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    limit_flag.add(parser)
    parser.add_argument(
        "--grep", default="", metavar="TEXT", help="only commits with TEXT in the message"
    )
    add_issue_ids(parser, "--issue", help="only commits that changed this issue, deleted or not")
    parser.add_argument(
        "--author", default="", metavar="NAME", help="only commits with NAME in the author"
    )
    parser.add_argument("--since", metavar="DATE", help="only commits since then")
    parser.add_argument("--oneline", action="store_true", help="one line for each commit")
    parser.add_argument("--until", metavar="DATE", help="only commits before that")


def run(console: Console, options: argparse.Namespace) -> None:
    limit = limit_flag.read(console, options)
    since, until = past_date.moment(options.since), past_date.moment(options.until)
    with open_tracker(console) as tracker:
        found = tracker.log(
            words=options.grep,
            author=options.author,
            since=since,
            until=until,
            issue_id=options.issue,
            limit=limit + 1 if limit else None,
        )
        waiting = uncommitted_note.number(console, tracker)
    pairs = found[:limit]
    console.result(
        [document(*pair) for pair in pairs],
        lambda: _text(console, pairs, is_short=options.oneline),
    )
    if len(found) > len(pairs):
        console.cut(len(pairs), None)
    uncommitted_note.note(console, waiting)


def document(commit: Commit, ids: Sequence[str]) -> dict[str, Any]:
    """Return a commit as JSON."""
    message, operation = commit_message.split(commit.message)
    named = set(commit_message.issues(message))
    kept = ids if named.issuperset(ids) else ids[:IDS]
    found = {
        "commit": commit.hash,
        "author": commit.author,
        "email": commit.email,
        "date": format_timestamp(commit.date),
        "message": message,
        "issues": list(kept),
        "more_issues": len(ids) - len(kept),
        "operation": operation,
    }
    return {
        key: value
        for key, value in found.items()
        if value or key not in ("operation", "more_issues")
    }


def _text(
    console: Console, pairs: Sequence[tuple[Commit, Sequence[str]]], *, is_short: bool
) -> str | Iterable[str]:
    if not pairs:
        return "No commits"
    return _one_line_each(console, pairs) if is_short else _lines(console, pairs)


def _one_line_each(
    console: Console, commits: Iterable[tuple[Commit, Sequence[str]]]
) -> Iterable[str]:
    for commit, _ in commits:
        name = commit_hash.shown(console, commit.hash)
        subject = next(iter(commit_message.split(commit.message)[0].splitlines()), "")
        yield f"{name} {console.shorten(subject, console.terminal.width - commit_hash.LENGTH - 1)}"


def _lines(console: Console, commits: Iterable[tuple[Commit, Sequence[str]]]) -> Iterable[str]:
    for commit, ids in commits:
        yield commit_hash.headline(console, commit.hash, commit.date, commit.author)
        lines = [line for line in commit_message.split(commit.message)[0].splitlines() if line]
        kept = lines if console.verbose or len(lines) <= LINES else lines[: LINES - 1]
        yield from (
            f"  {line if console.verbose else console.shorten(line, console.terminal.width - 2)}"
            for line in kept
        )
        if len(kept) < len(lines):
            yield f"  … and {len(lines) - len(kept)} more (--verbose shows them)"
        if ids and not commit_message.issues(commit.message):
            shown = _ids_that_fit(ids, console.terminal.width - 25)
            yield f"  {console.style('touched', 'dim')} {shown}"


def _ids_that_fit(ids: Sequence[str], room: int) -> str:
    """Return as many ids as fit, and the number of the others."""
    count = 1
    while count < min(len(ids), IDS) and columns.width(", ".join(ids[: count + 1])) <= room:
        count += 1
    more = f" and {len(ids) - count:,} more" if len(ids) > count else ""
    return f"{', '.join(ids[:count])}{more}"
