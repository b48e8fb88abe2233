"""`bd update --where FILTERS`: change all issues that filters select, in one commit."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Iterator

from beadwork.bd.opening import open_tracker
from beadwork.console import argv_words
from beadwork.console.console import Console
from beadwork.console.parser import Parser
from beadwork.errors import Usage
from beadwork.model.counted import counted
from beadwork.store.search.filters import Filter
from beadwork.tracker.types import IssueChanges
from beadwork.ui import filter_flags

NO_FILTERS = ("sort", "reverse", "limit")


def run(console: Console, options: argparse.Namespace, changes: IssueChanges) -> None:
    """Change the issues, or with --dry-run only show them as they would be.

    Raises:
        Usage: no filter is given, or ids or a claim are given beside it.
    """
    if not options.where:
        raise Usage("--dry-run goes with --where", hint='bd update --where "status=open" …')
    if options.ids or changes.get("claim"):
        what = "--claim" if changes.get("claim") else options.ids[0]
        raise Usage(f"{what} does not go with --where", hint="bd update --help")
    wanted = _filter(console, options.where)
    with open_tracker(console) as tracker:
        changed = tracker.update_where(wanted, dry_run=options.dry_run, **changes)
    documents = [issue.to_dict() for issue in changed]
    if options.dry_run:
        documents = [{"dry_run": True, **document} for document in documents]
    word = "Would update" if options.dry_run else "Updated"

    def lines() -> Iterator[str]:
        yield from (f"{word} {issue.id}: {issue.title}" for issue in changed)
        yield f"{word} {counted(len(changed), 'issue')}"

    console.result(documents, lines)


def _filter(console: Console, texts: list[str]) -> Filter:
    """Return the filter of texts such as `status=open label=auth`, `-s open` or `unassigned`."""
    parser = Parser("bd list", "")  # whose filters they are, as an error should say
    filter_flags.add(parser)
    words = [word for text in texts for word in _words(text)]
    if not words:
        raise Usage("--where needs filters", hint='bd update --where "status=open label=auth" …')
    options = parser.parse_intermixed_args(argv_words.fit(words, parser))
    for name in NO_FILTERS:
        if getattr(options, name):
            raise Usage(f"{name} selects no issues", hint="bd list --help   has the filters")
    return filter_flags.read(console, options, page=None)


def _words(text: str) -> list[str]:
    try:
        words = shlex.split(text)
    except ValueError as error:
        raise Usage(f"--where: {error}", hint="--where \"title='two words'\"") from None
    found: list[str] = []
    for word in words:
        name, equals, value = word.partition("=")
        is_value = bool(found) and found[-1].startswith("-") and "=" not in found[-1]
        is_name = name.replace("-", "").replace("_", "").isalpha()
        if is_name and not is_value and not word.startswith("-"):  # `label=auth`, or `unassigned`
            word = f"--{name.replace('_', '-')}{equals}{value}"
        found.append(word)
    return found
