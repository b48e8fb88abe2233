"""What argparse says of a wrong command line, in our words. Loaded only for an error."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from difflib import get_close_matches


def plain(parser: argparse.ArgumentParser, message: str) -> str:
    """Return a message of argparse (its version is that of Python, 3.11 to 3.14) as we say it. One
    that is not known stays as it is.
    """
    if unknown := re.fullmatch(r"unrecognized arguments: (.*)", message, re.DOTALL):
        return _unknown(parser, unknown[1])
    # Of a flag that has a letter, too, the long name says more.
    message = re.sub(r"argument (?:-\w/)?(--[\w-]+)", r"argument \1", message)
    for pattern, say in _RULES:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return say(found)
    return message


def _unknown(parser: argparse.ArgumentParser, words: str) -> str:
    first = words.split(" ")[0]
    if not first.startswith("-"):
        return f"there is a word too many: {words}"
    flag = first.partition("=")[0]
    known = [
        word
        for action in parser._actions
        if action.help != argparse.SUPPRESS
        for word in action.option_strings
    ]
    named = {word.lstrip("-"): word for word in known}
    near = get_close_matches(flag.lstrip("-"), named, 1, 0.7)
    return f"{parser.prog} has no {flag}" + (f"; it has {named[near[0]]}" if near else "")


def _missing(found: re.Match[str]) -> str:
    *names, last = found[1].split(", ")
    return f"{', '.join(names)} and {last} are missing" if names else f"{last} is missing"


def _choice(found: re.Match[str]) -> str:
    choices = [word.strip("'") for word in found[3].split(", ")]
    return f'{found[1]} cannot be "{found[2]}": it is {_one_of(choices)}'


def _one_of(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else words[0]


_RULES: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (
        r"argument (\S+): invalid int value: '(.*)'",
        lambda found: f'{found[1]} takes a whole number, and "{found[2]}" is none',
    ),
    (
        r"argument (\S+): invalid float value: '(.*)'",
        lambda found: f'{found[1]} takes a number, and "{found[2]}" is none',
    ),
    (r"argument (\S+): invalid choice: '?(.*?)'? \(choose from (.*)\)", _choice),
    (r"argument (\S+): expected one argument", lambda found: f"{found[1]} needs a value"),
    (
        r"argument (\S+): expected at least one argument",
        lambda found: f"{found[1]} needs one value at least",
    ),
    (
        r"argument (\S+): expected (\d+) arguments",
        lambda found: f"{found[1]} needs {found[2]} values",
    ),
    (
        r"argument (\S+): ignored explicit argument '(.*)'",
        lambda found: f'{found[1]} takes no value, and has "{found[2]}"',
    ),
    (
        r"argument (\S+): not allowed with argument (\S+)",
        lambda found: f"{found[1]} and {found[2]} do not go together",
    ),
    (r"the following arguments are required: (.*)", _missing),
    (
        r"one of the arguments (.*) is required",
        lambda found: f"one of these is missing: {', '.join(found[1].split())}",
    ),
)
