"""Common parts of the mail commands: the open `hq`, the caller's address, a message's body."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from beadwork.console.console import Console
from beadwork.errors import BeadworkError, Invalid, NoServer, Usage
from beadwork.files import bounded
from beadwork.gt import town_choice
from beadwork.town.layout import Town
from beadwork.town.mail import addresses, hq
from beadwork.tracker import InternalTracker


def add_as(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--as",
        dest="mine",
        default="",
        metavar="ADDRESS",
        help="your address (else GT_ADDRESS, the actor, mayor/)",
    )


def add_address(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "address", nargs="?", default="", metavar="ADDRESS", help="whose inbox (else your own)"
    )


def add_body(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-m", "--message", metavar="BODY", help="the text (- for standard input)")
    parser.add_argument("--stdin", action="store_true", help="read the text from standard input")


def body(console: Console, options: argparse.Namespace) -> str:
    """Return the body, empty where none is given.

    Raises:
        Usage: the body is given twice.
        Invalid: standard input is no UTF-8 text.
    """
    if options.stdin and options.message is not None:
        raise Usage("the body is given twice", hint="use one of -m and --stdin")
    if not options.stdin and options.message != "-":
        return options.message or ""
    content = bounded.read_stream(console.terminal.take_stdin(), bounded.TEXT)
    try:
        return str(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Invalid("standard input is not UTF-8 text") from None


@contextmanager
def open_hq(console: Console) -> Iterator[tuple[Town, InternalTracker]]:
    """Open the town's `hq`.

    Raises:
        NoTown, BadTown: there is no town, or its install was not finished.
        NoServer: the town's server does not run.
    """
    town = town_choice.town(console)
    with hq.tracker(town, actor=console.actor, readonly=console.readonly) as tracker:
        try:
            yield town, tracker
        except BeadworkError as error:
            if not isinstance(error, NoServer):
                hq.require_mail(tracker)
            raise


def own_address(town: Town, tracker: InternalTracker, options: argparse.Namespace) -> str:
    """Return the address of the caller.

    Raises:
        Invalid, NotFound: nobody in this town has the address.
    """
    return addresses.mine(town, tracker.author.name, options.mine)


def inbox_address(town: Town, tracker: InternalTracker, options: argparse.Namespace) -> str:
    """Return the given address, else the caller's own; raises as `own_address`."""
    if options.address:
        return addresses.inbox(town, options.address)
    return own_address(town, tracker, options)
