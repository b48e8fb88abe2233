"""A flag takes any value, also one that looks like a flag: every declared flag of every command."""

from __future__ import annotations

from argparse import Action, Namespace

import pytest

from beadwork.bd.main import PROGRAM as BD
from beadwork.console.argv_words import fit
from beadwork.console.dispatch import load
from beadwork.console.parser import Parser
from beadwork.console.program import Program
from beadwork.errors import Usage
from beadwork.gt.main import PROGRAM as GT

ODD = ("--", "-", "", "=", "--json", "-x", "a=b", "\udcff", "--=")
COMMANDS = [(program, name) for program in (BD, GT) for name in program.commands()]


def _parser(program: Program, name: str) -> Parser:
    parser = Parser(f"{program.name} {name}", "")
    load(program, name).arguments(parser)
    return parser


def _parsed(parser: Parser, words: list[str]) -> Namespace:
    return parser.parse_intermixed_args(fit(words, parser))


def _required(parser: Parser, tested: Action) -> list[str]:
    """Return words for everything that the command line has to have beside the flag."""
    words = []
    for action in parser._actions:
        value = next(iter(action.choices)) if action.choices else "1"
        if not action.option_strings and action.nargs not in ("*", "?"):
            words.append(value)
        elif action.required and action.option_strings and action is not tested:
            words += [action.option_strings[0], value]
    return words


def _spellings(flag: str, value: str, action: Action) -> list[list[str]]:
    spelled = [[f"{flag}={value}"]]
    if action.nargs is None:
        spelled.append([flag, value])
    if not flag.startswith("--") and value and not value.startswith("="):
        spelled.append([f"{flag}{value}"])
    return spelled


def _of_kind(action: Action, value: str) -> bool:
    return action.type in (None, str) and (action.choices is None or value in action.choices)


@pytest.mark.parametrize(
    ("program", "name"), COMMANDS, ids=[f"{program.name} {name}" for program, name in COMMANDS]
)
def test_a_flag_has_the_value_that_was_written(program: Program, name: str) -> None:
    parser = _parser(program, name)
    for action in parser._actions:
        if action.nargs == 0 or not action.option_strings:
            continue
        needed = _required(parser, action)
        for flag in action.option_strings:
            for value in ODD:
                for words in _spellings(flag, value, action):
                    if not _of_kind(action, value):
                        with pytest.raises(Usage):
                            _parsed(parser, [*needed, *words])
                        continue
                    for line in ([*needed, *words], [*words, *needed]):
                        found = getattr(_parsed(parser, line), action.dest)
                        assert found in (value, [value]), line
                        assert isinstance(found, list) == isinstance(
                            getattr(_parsed(parser, [*needed, f"{flag}=1"]), action.dest), list
                        )


@pytest.mark.parametrize("value", ODD)
def test_a_word_after_two_dashes_is_an_argument(value: str) -> None:
    assert _parsed(_parser(BD, "q"), ["-p", "1", "--", value]).title == [value]
    labelled = _parsed(_parser(BD, "label add"), ["bd-1", "--", value])
    assert (labelled.ids, labelled.label) == (["bd-1"], value)


def test_an_unknown_flag_is_named_as_it_was_written() -> None:
    with pytest.raises(Usage, match="^bd list has no --nothing$"):
        _parsed(_parser(BD, "list"), ["--nothing"])
    with pytest.raises(Usage, match='"--" is none'):
        _parsed(_parser(BD, "list"), ["--limit", "--"])
