"""Squash the history of this branch into one commit; without --confirm only show the effect.

    bd squash
    bd squash --confirm SQUASH-bd
    bd squash --forget before-squash-2026-02-11

The present issues stay as they are. Their earlier states and authors are then reached only through
the tag before-squash-DATE (`bd show ID --as-of before-squash-2026-02-11`). `bd undo`, `bd history`
and `bd log` begin with the new commit. The squash is refused while anything depends on the old
commits: a remote, another branch, a ledger, the proofs of compacted issues. Disk space is freed
only when the tag is deleted as well (--forget, with a confirmation of its own) and `bd gc --full`
has been run.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import Any

from beadwork.actions.history import squash as action
from beadwork.actions.history.squash import Squashed
from beadwork.bd.opening import open_tracker
from beadwork.bd.output.history import commit_hash
from beadwork.console.console import Console
from beadwork.dolt.versions.squash import BoundaryCommit, OldHistory
from beadwork.errors import ConfirmationMissing
from beadwork.model.counted import counted
from beadwork.model.hints import command
from beadwork.model.times.timestamps import format_timestamp, local_time
from beadwork.tracker import InternalTracker


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--confirm", metavar="WORD", help="squash; the preview prints the WORD")
    parser.add_argument(
        "--forget", metavar="TAG", help="delete a tag that a squash left, and its history"
    )


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        if options.forget is not None:
            _forget(console, tracker, options.forget, options.confirm)
            return
        word = f"SQUASH-{tracker.profile.prefix}"
        if options.confirm is None:
            found = tracker.ask(
                lambda reader: action.preview(reader, tracker.link.session.branch or "main")
            )
        else:
            _check(options.confirm, word, "bd squash")
            found = tracker.administer(action.make_one)
    console.result(document(found), lambda: _lines(console, found, word))


def _check(given: str, word: str, preview: str) -> None:
    if given != word:
        raise ConfirmationMissing(
            f'"{given}" does not confirm it; the word is {word}', hint=preview
        )


def document(squashed: Squashed) -> dict[str, Any]:
    """Return what was, or would be, squashed as JSON."""
    value: dict[str, Any] = {
        "dry_run": not squashed.tag,
        "commits": squashed.extent.commits,
        "oldest": _end(squashed.extent.oldest),
        "newest": _end(squashed.extent.newest),
        "refused": squashed.obstacles,
        "commit": squashed.commit,
        "kept_by": squashed.tag,
    }
    return {key: entry for key, entry in value.items() if entry not in ("", None)}


def _end(end: BoundaryCommit | None) -> dict[str, Any] | None:
    if end is None:
        return None
    return {
        "commit": end.commit,
        "author": end.author,
        "date": format_timestamp(end.date),
        "message": end.message.splitlines()[0],
    }


def _lines(console: Console, squashed: Squashed, word: str) -> Iterable[str]:
    extent = squashed.extent
    if squashed.tag:
        verb = console.style("Squashed", "green")
        yield f"{verb} {counted(extent.commits, 'commit')} into {squashed.commit}"
        yield f"What was before is kept by the tag {squashed.tag};"
        yield "to look there:"
        yield f"  {command('bd', 'list', '--as-of', squashed.tag)}"
        return
    yield (
        f"Would make one commit of {extent.commits}:"
        if extent.commits > 1
        else "History is one commit already:"
    )
    for name, end in (("oldest", extent.oldest), ("newest", extent.newest)):
        if end:
            short = commit_hash.shown(console, end.commit)
            yield f"  {name}  {short}  {local_time(end.date)}  {end.author}"
            yield (
                f"          "
                f"{console.shorten(end.message.splitlines()[0], console.terminal.width - 10)}"
            )
    if extent.commits < 2:
        return
    yield "Their authors, times and changes are then out of reach of log, history, diff, undo"
    yield "and of --as-of with a date; a tag keeps them until it is given up."
    if squashed.obstacles:
        yield "It would be refused:"
        yield from (f"  {obstacle}" for obstacle in squashed.obstacles)
        return
    yield "Nothing was changed. To do it:"
    yield f"  {command('bd', 'squash', '--confirm', word)}"


def _forget(console: Console, tracker: InternalTracker, tag: str, confirm: str | None) -> None:
    word = f"FORGET-{tracker.profile.prefix}"
    if confirm is None:
        found = tracker.ask(lambda reader: action.kept(reader, tag))
    else:
        _check(confirm, word, command("bd", "squash", "--forget", tag))
        found = tracker.administer(lambda writer: action.forget(writer, tag))
    is_preview = confirm is None
    value = {
        "dry_run": is_preview,
        "tag": found.tag,
        "commit": found.commit,
        "commits": found.commits,
    }
    console.result(value, lambda: _forget_lines(found, word, is_preview=is_preview))


def _forget_lines(old: OldHistory, word: str, *, is_preview: bool) -> Iterable[str]:
    if is_preview:
        are = "1 commit that is" if old.commits == 1 else f"{old.commits} commits that are"
        yield f"{old.tag} keeps {are} nowhere else,"
        yield f"up to {old.commit}."
        yield "Nothing was changed. To give them up:"
        yield f"  {command('bd', 'squash', '--forget', old.tag, '--confirm', word)}"
        return
    yield f"Gave up {old.tag}: {counted(old.commits, 'commit')},"
    yield f"up to {old.commit}."
    yield "Until the next `bd gc --full` that hash still leads to them."
