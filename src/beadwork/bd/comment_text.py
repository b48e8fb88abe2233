"""The text of `comment` and `note`: from the arguments, a file, or standard input."""

from __future__ import annotations

import argparse

from beadwork import errors
from beadwork.bd.long_texts import text_of
from beadwork.console.console import Console
from beadwork.model.hints import command


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments and flags that give the text."""
    parser.add_argument("text", nargs="*", metavar="TEXT", help="the text (- for standard input)")
    parser.add_argument(
        "--body-file", "--file", metavar="FILE", help="read it from a file (- for standard input)"
    )
    parser.add_argument("--stdin", action="store_true", help="read it from standard input")


def read(console: Console, options: argparse.Namespace, word: str) -> str:
    """Return the text; `word` is the command, for the hint.

    Raises:
        Usage: no text was given, or two were.
        NotFound, Invalid: the file is missing, or is no text.
    """
    given = " ".join(options.text) if options.text else None
    places = [given is not None, options.body_file is not None, options.stdin]
    if sum(places) > 1:
        raise errors.Usage(
            "the text is given twice", hint="use one of TEXT, --body-file and --stdin"
        )
    text = text_of(console, given, options.body_file, options.stdin)
    if text is None:
        raise errors.Usage("no text is given", hint=f'{command("bd", word, options.id)} "TEXT"')
    return text
