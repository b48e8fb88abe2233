"""Help in the manner of git's: a description, examples from common to rare, then the options."""

from __future__ import annotations

import argparse
import inspect
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from beadwork.console.program import Program

HANG = 26


def of_command(parser: argparse.ArgumentParser, text: str) -> str:
    """Return a command's help: its synopsis, `text` (its module's docstring), its options."""
    usage = _synopsis(parser)
    parts = [usage, "", *_described(parser.prog.split(" ")[0], text), ""]
    for group in parser._action_groups:
        rows = [_row(action) for action in group._group_actions if action.help != argparse.SUPPRESS]
        if rows:
            title = {"positional arguments": "Arguments", "options": "Options"}.get(
                group.title or "", group.title
            )
            parts += [f"{(title or '').capitalize()}:", *rows, ""]
    return "\n".join(parts)


def _described(program: str, text: str) -> list[str]:
    """Return the lines of the docstring, filled for a terminal, which is narrower than a source
    file.

    Examples are indented, and stay as they are. A formatter removes the indentation if all lines
    have it.
    """
    lines = inspect.cleandoc(text).splitlines()
    indented = [f"    {line}" if line.startswith(f"{program} ") else line for line in lines]
    found: list[str] = []
    for stays, run in groupby(indented, _is_kept):
        paragraph = list(run)
        found += paragraph if stays else _wrap(" ".join(paragraph), 80)
    return found


def _is_kept(line: str) -> bool:
    """Tell whether a line is not filled: it is empty, indented, or a row of a table."""
    return line[:1] in ("", " ") or "  " in line


def _synopsis(parser: argparse.ArgumentParser) -> str:
    words = [parser.prog]
    for action in parser._actions:
        if not action.option_strings and action.help != argparse.SUPPRESS:
            name = str(action.metavar or action.dest)
            words.append(
                {"*": f"[{name}…]", "+": f"{name}…", "?": f"[{name}]"}.get(str(action.nargs), name)
            )
    return "Usage: " + " ".join([*words, "[options]"])


def _row(action: argparse.Action) -> str:
    left = ", ".join(action.option_strings) or str(action.metavar or action.dest)
    if action.option_strings and action.nargs != 0:
        left += f" {action.metavar or action.dest.upper()}"
    lines = _wrap(action.help or "", 78 - HANG)
    first = f"  {left}"
    if len(first) >= HANG:
        return "\n".join([first, *(" " * HANG + line for line in lines)])
    return "\n".join(
        [
            first.ljust(HANG) + (lines[0] if lines else ""),
            *(" " * HANG + line for line in lines[1:]),
        ]
    ).rstrip()


def _wrap(text: str, width: int) -> list[str]:
    import textwrap

    return textwrap.wrap(text, width)


def of_program(program: Program) -> str:
    """Return the list of commands, by section."""
    lines = [f"Usage: {program.name} COMMAND [options]", "", program.summary, ""]
    width = max(20, *(len(name) for name in program.commands()))
    for title, rows in program.sections:
        lines.append(f"{title}:")
        lines += [f"  {name.ljust(width)} {summary}" for name, summary in rows]
        lines.append("")
    lines.append(f"`{program.name} COMMAND --help` has examples and the options of a command.")
    return "\n".join(lines) + "\n"


def of_group(program: Program, group: str) -> str:
    """Return the commands of one group (`dep`, `dolt` …)."""
    shown = [row for _, rows in program.sections for row in rows if row[0].startswith(f"{group} ")]
    width = max(20, *(len(name) for name, _ in shown))
    lines = [f"Usage: {program.name} {group} COMMAND [options]", ""]
    lines += [f"  {name.ljust(width)} {summary}" for name, summary in shown]
    return "\n".join(lines) + "\n"
