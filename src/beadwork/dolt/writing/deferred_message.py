"""The message and the author of a commit of several deferred writes.

Each write keeps the lines of its own message, so that a commit is found by the issues it touched,
and its operation id, so that its outcome can be looked up.
"""

from __future__ import annotations

from collections.abc import Sequence

from beadwork.dolt.writing.dolt_commit import TRAILER
from beadwork.dolt.writing.local_operation import Operation


def author(writes: Sequence[Operation]) -> str:
    """Return the author of a commit that nobody asked for: that of the last of the writes."""
    return writes[-1].author


def message(writes: Sequence[Operation], author: str, subject: str = "") -> str:
    """Return the message of the commit that `author` makes of these writes.

    It has a line for each write, which ends in `(by NAME)` where somebody else made it.
    """
    lines = [line for write in writes for line in _lines(write, author)]
    if not subject and len(writes) > 1:
        others = ", ".join(dict.fromkeys(_name(write.author) for write in writes))
        subject = f"bd: {len(writes)} writes" + (
            "" if others == _name(author) else f" (by {others})"
        )
    if not subject:
        subject, *lines = lines
    text = [subject, "", *lines] if lines else [subject]
    return "\n".join([*text, "", *(f"{TRAILER}{write.operation}" for write in writes)])


def _lines(write: Operation, author: str) -> list[str]:
    own = [
        line for line in write.message.splitlines() if line.strip() and not line.startswith(TRAILER)
    ]
    by = "" if write.author == author else f" (by {_name(write.author)})"
    return [f"{line}{by}" for line in own]


def _name(author: str) -> str:
    return author.rpartition(" <")[0]
