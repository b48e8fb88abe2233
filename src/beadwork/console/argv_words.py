"""The words of a command line, before argparse sees them.

Three things that clients of `bd` rely on and argparse does not do: global flags before the command,
boolean flags with a value (`--json=true`, `--tree=false`), and option values that begin with a dash
(`--notes "- one"`).
"""

from __future__ import annotations

import argparse
from collections.abc import Collection, Iterable, Mapping

from beadwork.errors import Usage

GLOBAL_WITH_VALUE = ("--actor", "-C", "--directory")


def split(argv: list[str], groups: Collection[str]) -> tuple[str, list[str]]:
    """Return the command's name ("close", "dep add", "" where there is none) and all the other
    words.
    """
    name: list[str] = []
    rest = []
    words = iter(argv)
    for word in words:
        rest.append(word)
        if word == "--":
            break
        if word in GLOBAL_WITH_VALUE:
            rest.extend(_next(words))
        elif not word.startswith("-") or word == "-":
            name.append(rest.pop())
            if " ".join(name) not in groups:
                break
    return " ".join(name), rest + list(words)


def _next(words: Iterable[str]) -> list[str]:
    for word in words:
        return [word]
    return []


def fit(argv: list[str], parser: argparse.ArgumentParser) -> list[str]:
    """Return the words in a form that argparse reads as the person meant them.

    A value that begins with a dash is marked with VALUE, and so is every word after `--`. Otherwise
    argparse takes it for a flag or drops it, depending on its version.

    Raises:
        Usage: a boolean flag has a value that is neither true nor false.
    """
    actions = parser._option_string_actions
    fitted: list[str] = []
    words = iter(argv)
    for word in words:
        if word == "--":
            fitted.extend(marked(value) for value in words)
            break
        flag, equals, value = _parts(word, actions)
        action = actions.get(flag)
        if action is None or not word.startswith("-"):
            fitted.append(word)
        elif action.nargs == 0:
            fitted.extend(_boolean(flag, equals, value))
        elif equals:
            fitted.append(f"{action.option_strings[-1]}={marked(value)}")
        elif action.nargs is not None:
            fitted.append(word)
        else:
            following = _next(words)
            long = action.option_strings[-1]
            fitted.append(f"{long}={marked(following[0])}" if following else word)
    return fitted


VALUE = "\0"
"""Begins a word that is a value whatever it looks like. No word of a command line has a NUL."""


def marked(value: str) -> str:
    """Return a value with a mark, so that argparse does not take it for a flag."""
    return f"{VALUE}{value}" if value.startswith("-") else value


def unmarked(word: str) -> str:
    """Return a value without its mark."""
    return word.removeprefix(VALUE)


def _parts(word: str, actions: Mapping[str, argparse.Action]) -> tuple[str, str, str]:
    """Return the flag, whether a value is in the same word ("=" or ""), and that value."""
    flag, equals, value = word.partition("=")
    short = actions.get(word[:2])
    if flag not in actions and short and short.nargs != 0 and word[:2] != "--":
        return word[:2], "=", word[2:]  # `-p1`
    return flag, equals, value


def _boolean(flag: str, equals: str, value: str) -> list[str]:
    if not equals or value.lower() in ("true", "1", "yes"):
        return [flag]
    if value.lower() in ("false", "0", "no"):
        return []
    raise Usage(f'{flag} takes true or false, not "{value}"')
