"""The flags that set a field of an issue, each declared once for `create`, `q` and `update`.

model/issues/field_table.py declares the fields, and the long name of a flag follows from it. Flags
for more than one field (labels, files with a text) are declared by the commands.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import Any, NamedTuple

from beadwork.bd.long_texts import refuse_dash, text_of
from beadwork.console.console import Console
from beadwork.model.issues.field_table import BY_COLUMN
from beadwork.model.issues.issue import Issue


class FieldFlag(NamedTuple):
    """One flag. Where it has no help of its own for `update`, the help of `create` is used."""

    column: str
    metavar: str
    help: str | None = None
    other_words: tuple[str, ...] = ()
    """A letter, or another long name."""
    on_create: bool = True
    """False where `create` has another way to set the field, or none."""
    on_update: str | None = None
    """The help of `update`."""

    @property
    def word(self) -> str:
        """The long name of the flag."""
        field = BY_COLUMN[self.column]
        return f"--{(field.short or field.column).replace('_', '-')}"

    @property
    def attribute(self) -> str:
        """The attribute in which argparse stores the value."""
        return self.word.removeprefix("--").replace("-", "_")


FLAGS = (
    FieldFlag("title", "TEXT", on_create=False),
    FieldFlag("description", "TEXT", other_words=("-d", "--body")),
    FieldFlag("status", "STATUS", other_words=("-s",), on_create=False),
    FieldFlag(
        "priority", "P", "0 (most urgent) to 4; 2 if not given", ("-p",),
        on_update="0 (most urgent) to 4",
    ),
    FieldFlag(
        "type", "TYPE", "task, bug, feature, epic, chore …; task if not given", ("-t",),
        on_update="task, bug, feature, epic, chore …",
    ),
    FieldFlag("assignee", "NAME", other_words=("-a",)),
    FieldFlag("parent", "ID", "the issue that this is a part of"),
    FieldFlag("design", "TEXT"),
    FieldFlag("acceptance_criteria", "TEXT", "when it is done"),
    FieldFlag("notes", "TEXT", on_update="in place of the notes that are there"),
    FieldFlag("external_ref", "REF", "its name elsewhere, for example gh-12"),
    FieldFlag("spec_id", "ID"),
    FieldFlag("estimated_minutes", "MINUTES", other_words=("-e",)),
    FieldFlag("due_at", "DATE", '+6h, 2w, tomorrow, "next monday", 2026-02-01 (its end)'),
    FieldFlag("defer_until", "DATE", "not ready before then"),
    FieldFlag(
        "metadata", "JSON", "an object of your own",
        on_update="in place of the object that is there",
    ),
)  # fmt: skip

OF_CREATE = tuple(flag for flag in FLAGS if flag.on_create)


def add_to_create(parser: argparse.ArgumentParser) -> None:
    """Add the flags of a new issue."""
    for flag in OF_CREATE:
        _add(parser, flag, flag.help)


def add_to_update(parser: argparse.ArgumentParser) -> None:
    """Add the flags that change an issue."""
    for flag in FLAGS:
        _add(parser, flag, flag.on_update or flag.help)


def _add(parser: argparse.ArgumentParser, flag: FieldFlag, help_text: str | None) -> None:
    letters = [word for word in flag.other_words if not word.startswith("--")]
    others = [word for word in flag.other_words if word.startswith("--")]
    parser.add_argument(
        *(*letters, flag.word, *others),
        metavar=flag.metavar,
        help=help_text,
        type=_estimate if BY_COLUMN[flag.column].kind == "minutes" else str,
    )


def _estimate(text: str) -> int:
    from beadwork.model.times import estimates

    return estimates.parse(text)


def given(
    console: Console, options: argparse.Namespace, flags: Iterable[FieldFlag] = FLAGS
) -> dict[str, Any]:
    """Return the fields whose flag is given, by column. An empty text stands for unset.

    The description is left out, since other flags may give it, too.

    Raises:
        Usage: a date or a JSON object is not valid, or `-` is given for a field that is no long
            text.
    """
    fields: dict[str, Any] = {}
    for flag in flags:
        value = getattr(options, flag.attribute)
        if value is not None and flag.column != "description":
            fields[flag.column] = _read(console, flag, value)
    return fields


def _read(console: Console, flag: FieldFlag, value: Any) -> Any:
    """Return the value of a flag. Times and objects are parsed, other values stay as they are."""
    kind = BY_COLUMN[flag.column].kind
    if kind == "text":
        return text_of(console, value)
    refuse_dash(value, flag.word)
    if kind not in ("time", "object"):
        return value
    from beadwork.bd.flags.flag_values import date_of, object_of

    if kind == "object":
        return object_of(value) or {}
    return date_of(value, end_of_day=flag.column == "due_at") or ""


def dates(issue: Issue, options: argparse.Namespace) -> str:
    """Return the dates that were set, as they were parsed: ` (due …)`; empty where none was set."""
    from beadwork.model.times.timestamps import local_time

    set_now = [
        f"{BY_COLUMN[flag.column].label} {local_time(moment)}"
        for flag in FLAGS
        if BY_COLUMN[flag.column].kind == "time"
        and getattr(options, flag.attribute)
        and (moment := getattr(issue, flag.column))
    ]
    return f" ({', '.join(set_now)})" if set_now else ""
