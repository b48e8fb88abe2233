"""An issue as a text for an editor: fields as front matter, and the long texts as Markdown.

    ---
    title: Fix the login
    priority: 1
    labels: auth, web
    ---

    The description.

    <!-- acceptance criteria -->

    A text behind such a line is that field.

A template has the same form. Values are texts here, as a person types them. Pure.

Invariant: `parse(render(texts))` gives back each text, without empty lines around it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from beadwork.errors import Invalid
from beadwork.model.comma_lists import quoted
from beadwork.model.issues.field_table import BY_COLUMN, LONG_TEXTS
from beadwork.model.issues.issue import Issue
from beadwork.model.times.timestamps import local_time

FENCE = "---"
HEAD = {
    "title": "title", "status": "status", "priority": "priority", "type": "type",
    "assignee": "assignee", "parent": "parent", "labels": "labels", "due": "due_at",
    "defer": "defer_until", "estimate": "estimated_minutes", "external_ref": "external_ref",
    "spec_id": "spec_id", "metadata": "metadata",
}  # fmt: skip
"""The keys of the front matter, and the column of each."""
_MARKS = {
    f"<!-- {(BY_COLUMN[column].heading or column).lower()} -->": column for column in LONG_TEXTS
}
"""The line before each long text. The description may do without."""
BEGIN, MIDDLE, END = "<<<<<<< yours", "=======", ">>>>>>> theirs"
"""The lines around two versions of a text between which a person has to choose."""


class Written(NamedTuple):
    """What a file says: texts by column, and the line of each."""

    texts: dict[str, str]
    lines: dict[str, int]


def texts(issue: Issue) -> dict[str, str]:
    """Return the fields of an issue as texts by column, empty where a field is unset.

    Raises:
        Invalid: a text has a line that would begin another one.
    """
    found = {column: _text(getattr(issue, column)) for column in HEAD.values()}
    for column in LONG_TEXTS:
        found[column] = getattr(issue, column) or ""
        for line in found[column].splitlines():
            if line.strip() in _MARKS:
                raise Invalid(
                    f"a line of the {BY_COLUMN[column].spoken} of {issue.id} is {line.strip()}, "
                    f"which begins another text in the editor",
                    hint=f"bd update {issue.id} --help",
                )
    return found


def render(found: Mapping[str, str]) -> str:
    """Return the file of texts by column. Columns that are not there are left out."""
    head = [f"{key}: {found[column]}".rstrip() for key, column in HEAD.items() if column in found]
    body = []
    for mark, column in _MARKS.items():
        if column in found and (found[column] or column == "description"):
            body += ["", *([] if column == "description" else [mark, ""]), found[column]]
    return "\n".join([FENCE, *head, FENCE, *body]).rstrip("\n") + "\n"


def parse(text: str) -> Written:
    """Return what a file says. A field that it does not name is not in it.

    Raises:
        Invalid: a line of the front matter is none, or two versions of a text are left.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    written = Written({}, {})
    start = _head(lines, written) if lines[0].rstrip() == FENCE else 0
    column, begun = "description", start
    for number, line in enumerate(lines[start:], start):
        if line.rstrip() in (BEGIN, END):
            raise Invalid(
                f"line {number + 1}: two versions of a text are left; keep one, and remove the "
                f"lines {BEGIN}, {MIDDLE} and {END}"
            )
        if line.strip() in _MARKS:
            _put(written, column, lines[begun:number], begun)
            column, begun = _MARKS[line.strip()], number + 1
    _put(written, column, lines[begun:], begun)
    return written


def _head(lines: list[str], written: Written) -> int:
    """Read the front matter, and return the number of the line after it."""
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() == FENCE:
            return number + 1
        if not line.strip() or line.startswith("#"):
            continue
        key, colon, value = line.partition(":")
        column = HEAD.get(key.strip().lower())
        if not colon or column is None:
            raise Invalid(
                f"line {number + 1} is no field: {line.strip()[:60]}",
                hint=f"the fields are {', '.join(HEAD)}",
            )
        written.texts[column], written.lines[column] = value.strip(), number + 1
    raise Invalid(f"the fields have no end: a line {FENCE} is missing")


def _put(written: Written, column: str, lines: list[str], number: int) -> None:
    """Keep a long text without the empty lines around it."""
    text = "\n".join(lines).strip("\n")
    if text.strip() or column != "description" or column not in written.texts:
        written.texts[column] = text if text.strip() else ""
        written.lines[column] = number + 1


def merged(
    original: Issue, present: Issue, yours: Mapping[str, str]
) -> tuple[str, list[tuple[str, str, str]]]:
    """Return the file of an issue as it is now with what a person changed in it, and the short
    fields that were changed on both sides: the key, the person's value and the present one.

    Both versions of a long text are in the file, between lines that `parse` refuses.
    """
    before, now = texts(original), texts(present)
    found, clashes = dict(now), []
    for column, mine in yours.items():
        theirs = now[column].strip("\n")
        found[column] = mine
        if theirs in (before[column].strip("\n"), mine):
            continue
        if column in LONG_TEXTS:
            found[column] = "\n".join([BEGIN, mine, MIDDLE, theirs, END])
        else:
            key = next(key for key, named in HEAD.items() if named == column)
            clashes.append((key, mine, theirs))
    return render(found), clashes


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return local_time(value)
    if isinstance(value, tuple):
        return ", ".join(map(quoted, value))
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)
