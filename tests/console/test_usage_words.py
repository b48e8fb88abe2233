"""What a person reads who typed a wrong command line: no word of the parser."""

from __future__ import annotations

import re

import pytest

from beadwork.bd.main import PROGRAM as BD
from beadwork.console.dispatch import load
from beadwork.console.parser import Parser
from beadwork.console.program import Program
from beadwork.errors import Usage
from beadwork.gt.main import PROGRAM as GT

LEAKS = re.compile(r"argument|invalid|expected|unrecognized|required|int value", re.IGNORECASE)


def refusal(program: Program, name: str, *words: str) -> str:
    """Return what the parser of a command says of words that it does not take."""
    module = load(program, name)
    parser = Parser(f"{program.name} {name}", "")
    module.arguments(parser)
    with pytest.raises(Usage) as refused:
        parser.parse_intermixed_args(list(words))
    return refused.value.message


@pytest.mark.parametrize(
    ("name", "words", "said"),
    [
        ("list", ["-n", "1h"], '--limit takes a whole number, and "1h" is none'),
        ("watch", ["--timeout", "soon"], '--timeout takes a number, and "soon" is none'),
        ("list", ["--limt", "3"], "bd list has no --limt; it has --limit"),
        ("list", ["--xyz"], "bd list has no --xyz"),
        ("list", ["a", "b"], "there is a word too many: a b"),
        ("list", ["--label"], "--label needs a value"),
        ("list", ["--all=x"], '--all takes no value, and has "x"'),
        ("history", [], "ID is missing"),
        ("dep add", [], "ISSUE and DEPENDS_ON are missing"),
        ("conflicts resolve", ["x"], "--field and --take are missing"),
        ("merge", ["b", "--strategy", "mine"],
         '--strategy cannot be "mine": it is newest, ours or theirs'),
        ("create", ["x", "--estimate", "soon"], '"soon" is no estimate'),
    ],
)  # fmt: skip
def test_the_words_are_ours(name: str, words: list[str], said: str) -> None:
    assert refusal(BD, name, *words) == said


@pytest.mark.parametrize("program", [BD, GT], ids=["bd", "gt"])
def test_no_command_leaks_words_of_the_parser(program: Program) -> None:
    for name in program.commands():
        said = refusal(program, name, "--no-such-flag", "a", "b", "c", "d", "e", "f", "g", "h")
        assert not LEAKS.search(said), (name, said)
