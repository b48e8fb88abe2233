"""Issue ids of a command line, as arguments or in a flag.

In a town the ids decide which rig is opened. So no command declares them by itself.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from beadwork.console.parser import add_finish, add_subject
from beadwork.errors import Usage

if TYPE_CHECKING:
    from beadwork.console.console import Console


COMPARE_FLAGS = ("if_updated_at", "if_commit")


def add_issue_ids(parser: argparse.ArgumentParser, name: str = "ids", **declared: Any) -> None:
    """Declare an argument, or a flag, that takes one issue id or several.

    `declared` is passed to `add_argument`. The default metavar is ID. Where there are several as
    an argument, `--ids -` reads more of them from standard input.
    """
    takes_more = declared.get("nargs") == "+"
    if takes_more:
        declared["nargs"] = "*"
        parser.add_argument(
            "--ids", dest="ids_from", metavar="-", help="- reads the ids from standard input"
        )
        add_finish(parser, _read_ids)
    action = parser.add_argument(name, **{"metavar": "ID", **declared})
    add_subject(parser, action.dest)


def _read_ids(console: Console, options: argparse.Namespace) -> None:
    """Add the ids of standard input to those of the command line.

    Raises:
        Usage: there is no id at all.
    """
    if options.ids_from is not None:
        if options.ids_from != "-":
            raise Usage(f'--ids takes -, not "{options.ids_from}"', hint="bd list | … --ids -")
        text = console.terminal.take_stdin().read().decode(errors="replace")
        options.ids = [*options.ids, *text.replace(",", " ").split()]
    if not options.ids and not getattr(options, "where", None):
        raise Usage("ID is missing", hint=f"{console.command} --help")


def add_compare(parser: argparse.ArgumentParser) -> None:
    """Add the flags to the parser of a command that changes issues."""
    parser.add_argument(
        "--if-updated-at",
        metavar="TIME",
        help="only if its updated_at is still TIME, as --json prints it; else exit status 4",
    )
    parser.add_argument(
        "--if-commit",
        metavar="HASH",
        help="only if it, its dependencies and comments are as at that commit; else exit status 4",
    )
    add_finish(parser, _remember_condition)


def _remember_condition(console: Console, options: argparse.Namespace) -> None:
    console.condition = {
        name: getattr(options, name) for name in COMPARE_FLAGS if getattr(options, name) is not None
    }
