"""What the message of a commit says: `bd: close bd-7: fixed`, more such lines, and a trailer with the operation id."""

from __future__ import annotations

import re

TRAILER = "Operation: "

_LINE = re.compile(r"bd: (?P<head>.*?)(?:: |$)")
_ID = re.compile(r"[^\s(),:]+-[0-9a-z]+(?:\.[0-9]+)*")
_NOT_ABOUT_ISSUES = frozenset({"config", "forget", "init", "kv", "migrate", "remember", "sql"})


def split(message: str) -> tuple[str, str]:
    """Return what a person wants to read of a message, and the operation id ("" where it has none).

    >>> split("bd: close bd-7: fixed\\n\\nOperation: 81fa")
    ('bd: close bd-7: fixed', '81fa')
    """
    kept, operation = [], ""
    for line in message.splitlines():
        if line.startswith(TRAILER):
            operation = line.removeprefix(TRAILER).strip()
        else:
            kept.append(line)
    return "\n".join(kept).strip(), operation


def issues(message: str) -> list[str]:
    """Return the ids of the issues that a message names, each once, in order.

    >>> issues("bd: close bd-7: fixes bd-1\\n\\nbd: dep add bd-8 bd-9 (blocks)")
    ['bd-7', 'bd-8', 'bd-9']
    """
    found: dict[str, None] = {}
    for line in message.splitlines():
        written = _LINE.match(line)
        verb, *words = written["head"].split() if written else [""]
        if verb in _NOT_ABOUT_ISSUES:
            continue
        for word in words:
            if word == "for" or word.startswith("("):  # `claim bd-7 for some-one`, `(waits-for)`
                break
            if _ID.fullmatch(word):
                found[word] = None
    return list(found)
