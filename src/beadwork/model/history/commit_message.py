"""What the message of a commit says: `bd: close bd-7: fixed`, more such lines, and a trailer with
the operation id.
"""

from __future__ import annotations

import re
from typing import NamedTuple

TRAILER = "Operation: "
OURS = ("bd: ", "gt: ")
FIRST = ("bd: migrate to 0001", "bd: squash ")
"""How the message of the commit begins before which there are no tables: it made them, or took the
place of what did.
"""
UNTELLING = tuple(f"bd: {verb}" for verb in ("import", "batch", "create -f", "merge", "sql"))
"""How messages of ours begin that do not say in their subject which issues they are about."""

_LINE = re.compile(r"(?:bd|gt): (?P<head>.*?)(?:: |$)")
_ID = re.compile(r"[^\s(),:]+-[0-9a-z]+(?:\.[0-9]+)*")
_OF_MAIL = ("channel", "mail")
"""Verbs of `gt`: what they name are addresses and letters, however much like ids these look."""
_NOT_ABOUT_ISSUES = frozenset(
    {"batch", "branch", "config", "forget", "import", "init", "kv", "merge", "migrate", "remember", "sql", "squash",
     *_OF_MAIL}
)  # fmt: skip
_SILENT = frozenset({"import", "merge", "sql"})
"""Verbs that change issues without naming them."""


_ROW = frozenset({"issues"})
_TABLES = {
    **dict.fromkeys(("claim", "create", "defer", "label", "reopen", "undefer", "update"), _ROW),
    "comment": _ROW | {"comments"},
    "close": _ROW | {"dependencies"},  # also what is closed as a duplicate of another
    "dep": _ROW | {"dependencies"},
    **dict.fromkeys(_OF_MAIL, frozenset[str]()),
}
"""By verb, the tables that it can change, where it changes no issue that it does not name (`delete`
does, in children).
"""


class Told(NamedTuple):
    """What a message says about what its commit changed."""

    ids: list[str]
    tables: frozenset[str]


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
        verb, *words = _head(line)
        if verb in _NOT_ABOUT_ISSUES:
            continue
        if verb == "label":  # `label add bd-7 well-known, next-release`
            words = words[:2]
        for word in words:
            # `claim bd-7 for some-one`, `undo bd-7 of HASH`, `(waits-for)`, `create -f plan-2`
            if word in ("for", "of") or word.startswith(("(", "-")):
                break
            if _ID.fullmatch(word):
                found[word] = None
    return list(found)


def tells(message: str) -> bool:
    """Tell whether `issues` gives all that a commit was about: an import or raw SQL names none.

    >>> tells("gt: mail read hq-7"), tells("bd: import plan.jsonl: 9 created, 0 updated"), tells("my own words")
    (True, False, False)
    """
    verbs = {_head(line)[0] for line in message.splitlines()} - {""}
    return bool(verbs) and not verbs & _SILENT


def names_all(message: str) -> Told | None:
    """Return which issues, in which tables, a commit can have changed at most; None where its
    message does not tell.

    >>> told = names_all("bd: comment bd-7: fixed")
    >>> told.ids, sorted(told.tables), names_all("bd: delete bd-7: An epic")
    (['bd-7'], ['comments', 'issues'], None)
    """
    verbs = {_head(line)[0] for line in split(message)[0].splitlines() if line}
    if not verbs or not verbs <= _TABLES.keys() or message.startswith(UNTELLING):
        return None
    return Told(issues(message), frozenset[str]().union(*(_TABLES[verb] for verb in verbs)))


def _head(line: str) -> list[str]:
    """Return the words of a line of ours before its colon, the verb first; one empty word where it
    is none of ours.
    """
    written = _LINE.match(line)
    return (written["head"].split() if written else []) or [""]


def verb(message: str) -> str:
    """Return the first word of a message of ours, "" for any other."""
    return _head(message.partition("\n")[0])[0]


def about(message: str, issue_id: str) -> str:
    """Return the line of a message that names an issue, its first one where none does; no
    trailer.
    """
    lines = split(message)[0].splitlines() or [""]
    return next((line for line in lines if issue_id in issues(line)), lines[0])


def verb_about(message: str, issue_id: str) -> str:
    """Return the verb of the line that names an issue, "" where none does.

    >>> verb_about("bd: undo bd-7 of " + "h" * 32 + ": close bd-7", "bd-7"), verb_about("bd: delete bd-7", "bd-7.1")
    ('undo', '')
    """
    return next((_head(line)[0] for line in message.splitlines() if issue_id in issues(line)), "")
