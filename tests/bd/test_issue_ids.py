"""In a town the ids of a command line decide which rig is opened, whatever a command calls them."""

from __future__ import annotations

import pytest

from beadwork.bd.main import PROGRAM
from beadwork.console.argv_words import fit
from beadwork.console.console import Console
from beadwork.console.dispatch import load
from beadwork.console.parser import Parser, apply_globals
from beadwork.console.terminal import of_process

OTHER_END = {"depends_on"}
"""Arguments with ids beside the one that decides: the issue at the other end of an edge."""


def _parser(name: str) -> Parser:
    parser = Parser(f"bd {name}", "")
    load(PROGRAM, name).arguments(parser)
    return parser


def _subjects(name: str, *words: str) -> list[str]:
    parser = _parser(name)
    console = Console("bd", of_process())
    apply_globals(console, parser.parse_intermixed_args(fit(list(words), parser)))
    return console.subjects


@pytest.mark.parametrize("name", PROGRAM.commands())
def test_a_command_with_issue_ids_declares_them_as_such(name: str) -> None:
    parser = _parser(name)
    ids = {
        action.dest
        for action in parser._actions
        if (not action.option_strings and action.metavar in ("ID", "ISSUE", "DEPENDS_ON"))
        or action.dest in ("id", "ids", "issue")
    }
    assert ids - OTHER_END == set(parser.get_default("subject_arguments") or ())


def test_ids_are_known_as_arguments_and_as_flags() -> None:
    assert _subjects("show", "gt-1", "gt-2") == ["gt-1", "gt-2"]
    assert _subjects("comment", "gt-1", "text") == ["gt-1"]
    assert _subjects("list", "--id", "gt-1,gt-2", "--id", "gt-3") == ["gt-1", "gt-2", "gt-3"]
    assert _subjects("children", "gt-1", "--id", "gt-2") == ["gt-1", "gt-2"]
    assert _subjects("log", "--issue", "gt-1") == ["gt-1"]
    assert _subjects("list") == []
