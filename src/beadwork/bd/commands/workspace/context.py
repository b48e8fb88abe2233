"""Print what an agent has to know to work with this tracker, on one page.

    bd context
    bd context --json

It is meant for the beginning of a session, or for a project's instructions to agents. It includes
what `bd remember` stored, as far as it fits on a page. `bd memories` lists all of it.
"""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Iterable
from typing import Any

from beadwork.bd.opening import open_tracker
from beadwork.console.columns import shorten
from beadwork.console.console import Console
from beadwork.store import memories

ROOM = 2000
"""Characters of memories that are shown: some 500 tokens, so that the page stays far below 2,000.
"""
COMMANDS = (
    ("bd ready", "what can be begun now, the most urgent first"),
    ("bd show ID", "everything about an issue"),
    ("bd claim ID", "take it; exit status 4 says that somebody else was first"),
    (
        'bd create "TITLE" -t bug -p 1',
        "file an issue; types task bug feature epic …, priority 0 (urgent) to 4",
    ),
    ("bd create … --deps discovered-from:ID", "file what you found on the way"),
    ("bd dep add A B", "A waits for B"),
    ('bd comment ID "TEXT"', "say what you found out"),
    ('bd close ID -r "what was done"', "finish it; --suggest-next shows what became ready"),
    ("bd search WORDS", "find issues; `bd list` has the filters"),
    ('bd remember "FACT"', "keep what every later session should know"),
)
RULES = (
    "Work that takes more than one step, or that somebody else may go on with, is an issue here, "
    "not a list in a file.",
    "Look at `bd ready` first, claim before you begin, close when it is done and checked.",
    "Each agent needs a BEADS_ACTOR of its own: two under one name would both own what one claims. "
    "`bd unclaim ID` gives an issue back.",
    "Use --json to read: one document on standard output. Errors go to standard error, with a "
    "code and a hint.",
    "Any unique part of an id will do. One command over several ids does all of them or none.",
    "Every write is one commit with its author; there is nothing to save or to sync. `bd log` "
    "shows them.",
    "Do not edit .beads/ by hand. A closed issue is kept, so close what is not needed, instead of "
    "deleting it.",
    "`bd COMMAND --help` has examples.",
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """No flags of its own."""


def run(console: Console, options: argparse.Namespace) -> None:
    with open_tracker(console) as tracker:
        known = tracker.ask(lambda reader: memories.matching(reader, ""))
        value = {
            "about": "bd (beadwork) is this project's issue tracker, versioned in Dolt.",
            "prefix": tracker.profile.prefix,
            "actor": tracker.author.name,
            "commands": [{"command": command, "purpose": purpose} for command, purpose in COMMANDS],
            "rules": list(RULES),
            "memories": _fitting(known),
        }
    console.result(
        value, lambda: [part for line in _lines(value, len(known)) for part in _wrapped(line)]
    )


def _fitting(known: dict[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    room = ROOM
    for key, text in known.items():
        room -= len(key) + len(text)
        if room < 0:
            break
        found[key] = text
    return found


def _wrapped(line: str) -> list[str]:
    return textwrap.wrap(line, 80, subsequent_indent="  ") or [""]


def _lines(value: dict[str, Any], known: int) -> Iterable[str]:
    yield value["about"]
    yield f"Ids are {value['prefix']}-…; you write as {value['actor']}."
    yield ""
    yield "## Commands"
    for command, purpose in COMMANDS:
        yield f"    {command}"
        yield f"        {purpose}"
    yield ""
    yield "## Rules"
    yield from (f"- {rule}" for rule in RULES)
    if known:
        yield ""
        yield "## Remembered"
        yield from (
            f"- {key}: {shorten(text, len(text))}" for key, text in value["memories"].items()
        )
        if len(value["memories"]) < known:
            yield f"- … and {known - len(value['memories'])} more: bd memories"
