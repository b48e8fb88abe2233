"""The message of a commit: `bd: close bd-7: fixed`, further lines like it, and a trailer with the
operation id.
"""

from __future__ import annotations

import re
from typing import NamedTuple

TRAILER = "Operation: "
OURS = ("bd: ", "gt: ")
FIRST = ("bd: migrate to 0001", "bd: squash ")
"""How the message of the first commit begins: it made the tables, or is a squash that replaced
it.
"""
OPAQUE = tuple(f"bd: {verb}" for verb in ("import", "batch", "create -f", "merge", "sql"))
"""How a message of beadwork begins whose subject does not name the issues that it is about."""

_LINE = re.compile(r"(?:bd|gt): (?P<head>.*?)(?:: |$)")
_ID = re.compile(r"[^\s(),:]+-[0-9a-z]+(?:\.[0-9]+)*")
_MAIL = ("channel", "mail")
"""Verbs of `gt`. They name addresses and mail, which may look like issue ids."""
_NO_IDS = frozenset(
    {"batch", "branch", "config", "forget", "import", "init", "kv", "merge", "migrate", "remember",
     "sql", "squash", *_MAIL}
)  # fmt: skip
_NAMES_NO_ISSUES = frozenset({"import", "merge", "sql"})
"""Verbs that change issues without naming them."""

_ISSUES = frozenset({"issues"})
_TABLES = {
    **dict.fromkeys(("claim", "create", "defer", "label", "reopen", "undefer", "update"), _ISSUES),
    "comment": _ISSUES | {"comments"},
    "close": _ISSUES | {"dependencies"},  # an issue may be closed as a duplicate of another
    "dep": _ISSUES | {"dependencies"},
    **dict.fromkeys(_MAIL, frozenset[str]()),
}
"""The tables that each verb can change. Left out are verbs that can change issues which they do not
name, as `delete` changes children.
"""


class Scope(NamedTuple):
    """The most that a commit can have changed, by its message: issues and tables."""

    ids: list[str]
    tables: frozenset[str]


def split(message: str) -> tuple[str, str]:
    """Return a message without its trailer, and the operation id ("" where it has none).

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
        if verb in _NO_IDS:
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


def names_its_issues(message: str) -> bool:
    """Tell whether a message names every issue that its commit changed. An import or raw SQL names
    none.

    >>> names_its_issues("gt: mail read hq-7"), names_its_issues("my own words")
    (True, False)
    >>> names_its_issues("bd: import plan.jsonl: 9 created, 0 updated")
    False
    """
    verbs = {_head(line)[0] for line in message.splitlines()} - {""}
    return bool(verbs) and not verbs & _NAMES_NO_ISSUES


def scope(message: str) -> Scope | None:
    """Return the most that a commit can have changed, None where its message does not tell.

    >>> found = scope("bd: comment bd-7: fixed")
    >>> found.ids, sorted(found.tables), scope("bd: delete bd-7: An epic")
    (['bd-7'], ['comments', 'issues'], None)
    """
    verbs = {_head(line)[0] for line in split(message)[0].splitlines() if line}
    if not verbs or not verbs <= _TABLES.keys() or message.startswith(OPAQUE):
        return None
    return Scope(issues(message), frozenset[str]().union(*(_TABLES[verb] for verb in verbs)))


def _head(line: str) -> list[str]:
    """Return the words before the second colon of a line that begins with `bd: ` or `gt: `, the
    verb first; one empty word for any other line.
    """
    written = _LINE.match(line)
    return (written["head"].split() if written else []) or [""]


def verb(message: str) -> str:
    """Return the verb of a message of beadwork, "" for any other message."""
    return _head(message.partition("\n")[0])[0]


def about(message: str, issue_id: str) -> str:
    """Return the first line of a message that names an issue, else its first line; never the
    trailer.
    """
    lines = split(message)[0].splitlines() or [""]
    return next((line for line in lines if issue_id in issues(line)), lines[0])


def verb_about(message: str, issue_id: str) -> str:
    """Return the verb of the line that names an issue, "" where none does.

    >>> verb_about("bd: undo bd-7 of " + "h" * 32 + ": close bd-7", "bd-7")
    'undo'
    >>> verb_about("bd: delete bd-7", "bd-7.1")
    ''
    """
    return next((_head(line)[0] for line in message.splitlines() if issue_id in issues(line)), "")
