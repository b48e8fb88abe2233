"""A program's table of commands, which dispatch, help and the reference share."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

Sections = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
"""Titles, each with its commands: the words typed, and one line about them."""


class Program(NamedTuple):
    """A program: its commands by section, the aliases of some of them, and retired ones."""

    name: str
    version: str
    summary: str
    package: str
    sections: Sections
    aliases: dict[str, str]
    retired: dict[str, tuple[str, str]]
    """Commands that earlier programs had: why there is none, and what to type instead."""
    guides: dict[str, str] = {}  # noqa: RUF012 - nobody changes it
    """Words that are no commands, and what to type for them."""

    own_setting: Callable[[str, str], str | None] = lambda directory, key: None
    """Gives a setting that the person made for the workspace of a directory; None without one."""

    def commands(self) -> dict[str, str]:
        """Return the summary of each command by its name."""
        return {name: summary for _, rows in self.sections for name, summary in rows}

    def module(self, name: str) -> str:
        """Return the module of a command: the folder of its section, and its words."""
        section = next(
            title for title, rows in self.sections if any(row[0] == name for row in rows)
        )
        return f"{self.package}.{section.lower()}.{name.replace(' ', '_').replace('-', '_')}"

    def groups(self) -> set[str]:
        """Return what comes before the last word of each command that has several words."""
        names = [name.split(" ") for name in [*self.commands(), *self.aliases]]
        return {" ".join(words[:end]) for words in names for end in range(1, len(words))}
