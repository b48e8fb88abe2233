"""Write docs/reference.md from the declared commands and flags: `make docs`. A test fails where the
file is stale.
"""

from __future__ import annotations

import argparse
import inspect
from collections.abc import Iterator
from pathlib import Path

from beadwork import errors
from beadwork.bd.flags import field_flags
from beadwork.bd.main import PROGRAM as BD
from beadwork.console.dispatch import load
from beadwork.console.parser import Parser
from beadwork.console.program import Program
from beadwork.gt.main import PROGRAM as GT
from beadwork.model.issues import field_table
from beadwork.model.issues.field_table import Field

TARGET = Path(__file__).with_name("reference.md")

HEAD = """# Reference

Every command of `bd` and of `gt` and its flags, written by `make docs` from the program itself.

## Flags of every command

They may stand before or after the command's name. A flag without a value also takes `=true` and
`=false`.
"""

STATUSES = """
## Exit statuses

| status | meaning |
|---|---|
| 0 | done |
| 1 | failed; nothing was written |
| 2 | the words of the command line do not fit |
| 3 | no server, or it does not let us in |
| 4 | lost a race: already claimed, or the writer lock was held too long |
| 10, 11, 12 | `init` refuses: the remote has data; local data is there; a confirmation is missing |

With `--json` an error is one object on standard error, `{"error": …, "code": …, "hint": …}`,
with a stable `code`, and standard output stays empty.
"""

FIELDS = """
## The fields of an issue, in JSON

In this order; an empty field is left out. `bd batch` takes a field that has a flag under either
name. An import keeps fields that are not here word for word, and exports give them back. The rules
of merging are explained in [design/merging.md](design/merging.md).

| field | value | there | flag | merged by |
|---|---|---|---|---|"""

VALUES: dict[field_table.Kind, str] = {
    "id": f"a text without spaces, at most {field_table.NAME_LENGTH} characters",
    "title": f"a line, at most {field_table.TITLE_LENGTH} characters",
    "text": f"a text, at most {field_table.TEXT_BYTES:,} bytes",
    "name": f"a text, at most {field_table.NAME_LENGTH} characters",
    "reference": "an id",
    "word": f"a word, at most {field_table.WORD_LENGTH} characters",
    "priority": "0 to 4",
    "time": "a time, UTC, as `2026-02-10T08:00:00Z`",
    "minutes": "a whole number of minutes",
    "level": "a whole number",
    "names": "a list of texts",
    "object": "an object",
    "flag": "`true`",
}


def text() -> str:
    """Return the whole reference."""
    parts = [HEAD, *_globals(), STATUSES, *_codes(), *_fields(), *_commands(BD), *_commands(GT)]
    return "\n".join(parts).rstrip() + "\n"


def _globals() -> Iterator[str]:
    yield from _table(Parser("bd", "").shared)


def _fields() -> Iterator[str]:
    yield FIELDS
    for field in field_table.FIELDS:
        if field.column != "extra":
            yield f"| {' | '.join(_field(field))} |"
    yield ""


def _field(field: Field) -> Iterator[str]:
    yield f"`{field.name}`"
    yield VALUES[field.kind]
    yield "always" if field.required else ""
    flags = (flag.word for flag in field_flags.FLAGS if flag.column == field.column)
    yield ", ".join(f"`{word}`" for word in flags)
    yield field.merge or ""


def _codes() -> Iterator[str]:
    """Yield a table of the codes of all errors."""
    yield "| `code` | status | meaning |\n|---|---|---|"
    for kind in sorted(
        _kinds(errors.BeadworkError), key=lambda kind: (kind.exit_status, kind.code)
    ):
        meaning = inspect.cleandoc(kind.__doc__ or "").split("\n\n")[0].replace("\n", " ")
        if kind is errors.BeadworkError:
            meaning = "Something else; the message says what."
        yield f"| `{kind.code}` | {kind.exit_status} | {meaning.replace('|', chr(92) + '|')} |"
    yield "| `interrupted` | 130 | Ctrl-C, or SIGINT. |"


def _kinds(kind: type[errors.BeadworkError]) -> Iterator[type[errors.BeadworkError]]:
    """Yield the kinds of errors that have a code of their own."""
    if "code" in vars(kind):
        yield kind
    for below in kind.__subclasses__():
        yield from _kinds(below)


def _commands(program: Program) -> Iterator[str]:
    aliases: dict[str, list[str]] = {}
    for alias, name in program.aliases.items():
        aliases.setdefault(name, []).append(alias)
    for title, rows in program.sections:
        yield f"\n## {program.name}: {title}\n"
        for name, _ in rows:
            yield from _command(program, name, aliases.get(name, []))


def _command(program: Program, name: str, aliases: list[str]) -> Iterator[str]:
    module = load(program, name)
    yield f"### {program.name} {name}\n"
    if aliases:
        yield f"Also {', '.join(f'`{program.name} {alias}`' for alias in aliases)}.\n"
    yield _examples(program, inspect.cleandoc(module.__doc__ or ""))
    parser = Parser(f"{program.name} {name}", "")
    module.arguments(parser)
    for group in parser._action_groups:
        if group is not parser.shared:
            yield from _table(group)
    yield ""


def _examples(program: Program, text: str) -> str:
    """Return a docstring with its examples as a block of code."""
    lines = text.splitlines()
    begin = f"{program.name} "
    return (
        "\n".join(
            f"    {line.strip()}" if line.strip().startswith(begin) else line for line in lines
        )
        + "\n"
    )


def _table(group: argparse._ArgumentGroup) -> Iterator[str]:
    rows = [action for action in group._group_actions if action.help != argparse.SUPPRESS]
    if not rows:
        return
    yield "| flag | |"
    yield "|---|---|"
    for action in rows:
        words = (
            ", ".join(f"`{word}`" for word in action.option_strings)
            or f"`{action.metavar or action.dest}`"
        )
        value = (
            f" {action.metavar or action.dest.upper()}"
            if action.option_strings and action.nargs != 0
            else ""
        )
        yield f"| {words}{value} | {(action.help or '').replace('|', chr(92) + '|')} |"
    yield ""


if __name__ == "__main__":
    TARGET.write_text(text())
