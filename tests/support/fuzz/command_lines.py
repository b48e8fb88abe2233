"""Command lines, made from the flags that the programs declare. So a new flag is tried at once."""

from __future__ import annotations

import argparse
from functools import cache
from random import Random

from beadwork.bd.main import PROGRAM as BD
from beadwork.console.dispatch import load
from beadwork.console.parser import Parser
from beadwork.console.program import Program
from beadwork.gt.main import PROGRAM as GT
from fuzz import words

PROGRAMS = {"bd": BD, "gt": GT}

ENDLESS = {"--follow", "-f", "--watch", "--foreground"}
"""Flags of commands that end when a person ends them."""
ENDLESS_COMMANDS = {"watch"}
OF_THE_MACHINE = {"dolt install", "dolt service", "daemon run", "daemon start"} | {
    "daemon install-service"
}
"""Commands that install something, or that leave a running process. They have their own tests."""


SHARED = {action.dest for action in Parser("bd", "")._actions}
"""The flags of every command."""


def names(program: Program) -> list[str]:
    """Return the commands that are tried."""
    return [name for name in program.commands() if name not in OF_THE_MACHINE | ENDLESS_COMMANDS]


@cache
def actions(program_name: str, command: str) -> tuple[list[argparse.Action], list[argparse.Action]]:
    """Return the declared flags of a command, and its other arguments."""
    program = PROGRAMS[program_name]
    module = load(program, command)
    parser = Parser(f"{program.name} {command}", module.__doc__ or "")
    module.arguments(parser)
    flags, places = [], []
    for action in parser._actions:
        if ENDLESS.isdisjoint(action.option_strings):
            (flags if action.option_strings else places).append(action)
    return flags, places


def command_line(chance: Random) -> tuple[str, list[str]]:
    """Return a program and the words after its name."""
    program = chance.choice(("bd", "bd", "bd", "gt"))
    command = chance.choice(names(PROGRAMS[program]))
    flags, places = actions(program, command)
    sanity = chance.choice((0.95, 0.8, 0.3))
    parts: list[list[str]] = []
    for action in places:
        parts += [[_value(chance, action, sanity)] for _ in range(_how_many(chance, action))]
    own = [action for action in flags if action.dest not in SHARED]
    for action in _some(chance, own, (0, 1, 1, 2, 3, 5)) + _some(chance, flags, (0, 0, 0, 1)):
        parts.append(_flag(chance, action, sanity))
    if chance.random() < 0.4:
        parts.append(["--json"])
    if chance.random() < 0.5:
        chance.shuffle(parts)
    line = [*command.split(), *(word for part in parts for word in part)]
    if chance.random() < 0.1:
        line = _damaged(chance, line)
    return program, [word for word in line if word not in ENDLESS]


def _some(
    chance: Random, actions: list[argparse.Action], counts: tuple[int, ...]
) -> list[argparse.Action]:
    return chance.sample(actions, min(len(actions), chance.choice(counts)))


def _how_many(chance: Random, action: argparse.Action) -> int:
    if chance.random() < 0.1:
        return chance.choice((0, 2, 3))
    if action.nargs in ("*", "+"):
        return chance.choice((1, 1, 2, 3))
    return chance.choice((0, 1)) if action.nargs == "?" else 1


def _value(chance: Random, action: argparse.Action, sanity: float) -> str:
    if chance.random() > sanity:
        return words.hostile(chance)
    if action.choices:
        return str(chance.choice(list(action.choices)))
    metavar = action.metavar if isinstance(action.metavar, str) else ""
    return words.fitting(chance, action.dest, metavar)


def _flag(chance: Random, action: argparse.Action, sanity: float) -> list[str]:
    name = chance.choice(action.option_strings)
    if action.nargs == 0:
        value = chance.choice(("true", "false", "yes", "", "--"))
        return [name] if chance.random() < 0.8 else [f"{name}={value}"]
    value = _value(chance, action, sanity)
    shape = chance.random()
    if shape < 0.45:
        return [name, value]
    if shape < 0.85:
        return [f"{name}={value}"]
    if shape < 0.9:
        return [name]
    return [name, value, name, _value(chance, action, sanity)]


def _damaged(chance: Random, line: list[str]) -> list[str]:
    line = list(line)
    place = chance.randrange(len(line) + 1)
    what = chance.randrange(5)
    if what == 0:
        line.insert(place, words.hostile(chance))
    elif what == 1:
        line.insert(place, "--" + words.hostile(chance)[:100])
    elif what == 2:
        del line[min(place, len(line) - 1)]
    elif what == 3:
        line.insert(place, chance.choice(("--help", "-h", "help", "--version", "--")))
    else:
        chance.shuffle(line)
    return line
