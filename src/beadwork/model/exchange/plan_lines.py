"""The lines of a plan: code is text, and comments are left out, by the rules of CommonMark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from beadwork.model.exchange.plan_errors import Fault

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t](.*))?")
_FENCE = re.compile(r"[ \t]*(`{3,}(?=[^`]*$)|~{3,})")
_CODE_OR_COMMENT = re.compile(r"(?<!`)(`+)(?!`).*?\1(?!`)|<!--.*?-->")


class Line(NamedTuple):
    """One line, and its number in the file."""

    number: int
    text: str
    literal: bool = False
    """True where the line can be neither a heading nor a check box."""


def read(text: str) -> Iterator[Line]:
    """Yield the lines without comments.

    Raises:
        Fault: code or a comment has no end.
    """
    fence, comment, opened = "", False, 0
    unix = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    for number, line in enumerate(unix.split("\n"), 1):
        if fence:
            fence = "" if _closes(line, fence) else fence
            yield Line(number, line, literal=True)
        elif comment:
            _, end, rest = line.partition("-->")
            comment = not end
            if rest.strip():
                yield Line(number, rest, literal=True)
        elif found := _FENCE.match(line):
            fence, opened = found[1], number
            yield Line(number, line, literal=True)
        elif line.lstrip().startswith("<!--") and "-->" not in line.lstrip()[2:]:
            comment, opened = True, number
        else:
            yield from _uncommented(Line(number, line))
    if fence or comment:
        raise Fault(opened, f"the {'code' if fence else 'comment'} that begins here never ends")


def _closes(line: str, fence: str) -> bool:
    mark = line.strip(" \t")
    return len(mark) >= len(fence) and not mark.strip(fence[0])


def _uncommented(line: Line) -> Iterator[Line]:
    if "<!--" not in line.text:
        yield line
        return
    text = _CODE_OR_COMMENT.sub(lambda found: found[0] if found[1] else "", line.text)
    if text.strip():
        yield line._replace(text=text)


def heading_of(line: Line) -> tuple[int, str]:
    """Return the level and the text of a heading, (0, "") for any other line.

    The text of `## One ##` is "One", that of `## C#` is "C#".
    """
    found = None if line.literal else _HEADING.fullmatch(line.text)
    if found is None:
        return 0, ""
    title = (found[2] or "").strip()
    bare = title.rstrip("#")
    closed = not bare or bare[-1].isspace()
    return len(found[1]), bare.rstrip() if closed else title
