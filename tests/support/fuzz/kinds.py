"""The kinds of tries, chosen by the number of the try."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from random import Random

from fuzz import command_lines
from fuzz.files import a_file
from fuzz.rows import some_rows
from fuzz.run import Try
from fuzz.servers import a_server
from fuzz.stage import Stage

Prepared = AbstractContextManager[Try]
"""A context manager that yields a try, with its files and servers in place meanwhile."""


def a_command_line(chance: Random, stage: Stage, environment: dict[str, str]) -> Prepared:
    """Any command with any words."""
    program, words = command_lines.command_line(chance)
    place = stage.project if program == "bd" else stage.town
    if chance.random() < 0.1:
        place = chance.choice((stage.home, stage.project, stage.town, stage.rig))
    return nullcontext(
        Try(program, words, place, environment, stdin=chance.choice((b"", b"words\n", b"\xff\0")))
    )


KINDS: list[Callable[[Random, Stage, dict[str, str]], Prepared]] = [
    *[a_command_line] * 10,
    *[a_file] * 4,
    *[some_rows] * 5,
    a_server,
]
