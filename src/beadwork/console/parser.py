"""The parser of one command, built only when that command is invoked. Its errors are usage errors
like any other.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import NoReturn

from beadwork.console.argv_words import VALUE, unmarked
from beadwork.console.console import Console
from beadwork.errors import Usage

# argparse has each of its headings translated, for which gettext imports `locale` and looks for
# catalogues: 2 ms.
vars(argparse)["_"] = str


class _Formatter(argparse.HelpFormatter):
    """argparse makes one for every flag declared; with the width given it does not import `shutil`
    (3 ms) to ask for it.
    """

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=78)


class Parser(argparse.ArgumentParser):
    """An argparse parser that raises, and whose help is the command's own text with its options
    below.
    """

    def __init__(self, name: str, text: str) -> None:
        # The usage is never shown, and `parse_intermixed_args` would work it out: 2 ms.
        super().__init__(
            prog=name,
            usage=name,
            add_help=False,
            allow_abbrev=False,
            formatter_class=_Formatter,
        )
        self.text = text
        self.shared = self.add_argument_group("options of every command")
        add_globals(self.shared)

    def error(self, message: str) -> NoReturn:
        from beadwork.console.usage_words import plain

        raise Usage(plain(self, message.replace(VALUE, "")), hint=f"{self.prog} --help")

    def _get_value(self, action: argparse.Action, arg_string: str) -> object:
        return super()._get_value(action, unmarked(arg_string))

    def format_help(self) -> str:
        from beadwork.console.help import of_command

        return of_command(self, self.text)


OF_OLD = ("--no-auto-flush", "--no-auto-import", "--no-daemon", "--sandbox", "--allow-stale")
"""Flags with which programs written for older trackers turn off what there is nothing of here;
taken, and without effect.
"""


def add_globals(group: argparse._ArgumentGroup) -> None:
    """Add the flags that every command takes, before or after its name."""
    group.add_argument("--json", action="store_true", help="print one JSON document")
    group.add_argument(
        "--actor",
        metavar="NAME",
        help="the author (else BEADS_ACTOR, BD_ACTOR, GT_ADDRESS, git's user.name)",
    )
    group.add_argument("-C", "--directory", metavar="DIR", help="run as if started in DIR")
    group.add_argument("-q", "--quiet", action="store_true", help="print nothing beside the result")
    group.add_argument("-v", "--verbose", action="store_true", help="print more")
    group.add_argument("--readonly", action="store_true", help="take no lock, refuse to write")
    group.add_argument("--no-pager", action="store_true", help="print a long text at once")
    for name in OF_OLD:
        group.add_argument(name, action="store_true", help=argparse.SUPPRESS)
    group.add_argument("-h", "--help", action="store_true", help="show this help")


def add_subject(parser: argparse.ArgumentParser, name: str) -> None:
    """Record that the argument `name` holds the ids which decide the workspace to open."""
    parser.set_defaults(subject_arguments=(*(parser.get_default("subject_arguments") or ()), name))


def add_finish(
    parser: argparse.ArgumentParser, finish: Callable[[Console, argparse.Namespace], None]
) -> None:
    """Let a flag that several commands share do its part once all words are parsed."""
    parser.set_defaults(finishing=(*(parser.get_default("finishing") or ()), finish))


def apply_globals(console: Console, options: argparse.Namespace) -> None:
    """Put the shared flags where commands look for them."""
    console.json = console.json or options.json
    console.quiet = options.quiet
    console.verbose = options.verbose
    console.readonly = options.readonly
    console.has_pager = not options.no_pager
    console.actor = options.actor or ""
    console.directory = options.directory or "."
    for finish in getattr(options, "finishing", ()):
        finish(console, options)
    for name in getattr(options, "subject_arguments", ()):
        values = getattr(options, name) or ()
        console.subjects += _separated((values,) if isinstance(values, str) else values)


def _separated(values: Sequence[str]) -> list[str]:
    """Return ids that commas may separate. Few commands have such, so the module for them is
    loaded when it is needed.
    """
    if not any("," in value or '"' in value for value in values):
        return [value.strip() for value in values if value.strip()]
    from beadwork.model.comma_lists import split

    return split(values)
