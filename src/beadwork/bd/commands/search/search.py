"""Search issues for words in their texts.

    bd search login
    bd search "login safari" -t bug
    bd search cache -s open --json

Every word has to be in the id, the title, the external ref, the description, the design, the
acceptance criteria or the notes, without regard to case. Closed and pinned issues are found, too.
Machinery (messages, gates, events …) is found only with --type or --all.
"""

from __future__ import annotations

import argparse

from beadwork import errors
from beadwork.bd.flags import as_of
from beadwork.bd.opening import open_tracker
from beadwork.bd.output.search import lists as output
from beadwork.console.console import Console
from beadwork.ui import filter_flags


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", nargs="+", metavar="TEXT")
    filter_flags.add(parser)
    as_of.add(parser)
    output.add_fields(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    text = " ".join(options.text).strip()
    if not text:
        raise errors.Usage("no word to search for is given", hint="bd search WORD")
    wanted = filter_flags.read(console, options)
    with open_tracker(console, options.as_of) as tracker:
        page = tracker.search(text, wanted)
        empty = f'Nothing found for "{text}"'
        output.show(console, tracker, page.issues, empty=empty, fields=options.fields)
    console.cut(len(page.issues), page.total)
