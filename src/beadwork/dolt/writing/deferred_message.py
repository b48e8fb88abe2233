"""What one commit says of several writes that waited for it: nobody's work goes under another's
name without saying so.

Each write keeps the lines of its own message, so that a commit is found by the issues it touched,
and its operation id, so that its outcome can be looked up.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

TRAILER = "Operation: "


class Pending(NamedTuple):
    """One write by its row of `local_operation`; `author` is `Name <email>`, the message has its
    trailer.
    """

    slot: int
    operation: str
    author: str
    message: str


def author(writes: Sequence[Pending]) -> str:
    """Return under whose name writes are committed that nobody asked to commit: the one who wrote
    last.
    """
    return writes[-1].author


def message(writes: Sequence[Pending], author: str, subject: str = "") -> str:
    """Return the message of the commit that `author` makes of these writes: a line for each, and
    who made it if not they.
    """
    lines = [line for write in writes for line in _lines(write, author)]
    if not subject and len(writes) > 1:
        others = ", ".join(dict.fromkeys(_name(write.author) for write in writes))
        subject = f"bd: {len(writes)} writes" + (
            "" if others == _name(author) else f" (by {others})"
        )
    if not subject:
        subject, *lines = lines
    said = [subject, "", *lines] if lines else [subject]
    return "\n".join([*said, "", *(f"{TRAILER}{write.operation}" for write in writes)])


def _lines(write: Pending, author: str) -> list[str]:
    own = [
        line for line in write.message.splitlines() if line.strip() and not line.startswith(TRAILER)
    ]
    by = "" if write.author == author else f" (by {_name(write.author)})"
    return [f"{line}{by}" for line in own]


def _name(author: str) -> str:
    return author.rpartition(" <")[0]
