"""What the message of a commit says of the statuses of issues: which it set, and whether it may
have set others unsaid.

Pure. A message is a hint where to look and no proof (a person may have written it): what it says is
compared with the rows.
"""

from __future__ import annotations

import re
from typing import NamedTuple

MOVES = {
    "claim": "in_progress",
    "close": "closed",
    "reopen": "open",
    "defer": "deferred",
    "undefer": "open",
}
"""Words of a command that put an issue into one status."""
TOUCHING = frozenset({"create", "delete", "restore", "update"})
"""Words of a command that may change the status of the issue that they name."""
SILENT = frozenset(
    {
        "batch",
        "comment",
        "compact",
        "config",
        "dep",
        "forget",
        "init",
        "keep",
        "kv",
        "label",
        "migrate",
        "remember",
    }
)
"""Words of a command that changes no status."""
BRINGING = frozenset({"import", "merge", "squash", "undo"})
"""Words of a command that brings in what was done elsewhere or before, by others."""

_LINE = re.compile(r"^bd: (\S+?)(?::| (\S+?)(?=:?(?:\s|$))|$)(.*)", re.MULTILINE)
_KNOWN = {*MOVES, *TOUCHING, *SILENT}
_GATHERED = re.compile(r"bd: [0-9]+ writes\b|(?!bd: )")
"""How a commit begins that gathers writes which waited for it (`dolt/writing/deferred_message.py`):
it says of each who made it.
"""
_UPDATED = re.compile(r"\bstatus \S+ -> ([^\s,]+)")


class Said(NamedTuple):
    """What a message says."""

    statuses: dict[str, str]
    """The status that each issue got; "" where the message does not say which, or whether it is
    there still.
    """
    writers: dict[str, str]
    """Who made the write about an issue, where that was not the author of the commit."""
    opaque: bool
    """Other issues may have been moved as well: raw SQL, an import, a merge, a word that is not
    known here.
    """
    bringing: bool
    """What moved was moved elsewhere or before: whoever made the commit did not do it."""


def read(message: str) -> Said:
    """Return what a message says of statuses.

    >>> read("bd: close bd-7: fixed\\n\\nbd: update bd-8: status open -> hooked").statuses
    {'bd-7': 'closed', 'bd-8': 'hooked'}
    >>> read("changes made outside bd").opaque
    True
    """
    statuses: dict[str, str] = {}
    writers: dict[str, str] = {}
    gathered = _GATHERED.match(message)
    verbs: set[str] = set()
    for verb, issue_id, rest in _LINE.findall(message):
        if not verb.isdecimal():  # `bd: 3 writes`, of which each has a line
            verbs.add(verb)
        if not issue_id or issue_id.startswith(
            "-"
        ):  # `create -f plan.md`, whose issues have lines of their own
            continue
        status = _status(verb, rest)
        if status is None:
            continue
        statuses[issue_id] = status
        writers.pop(issue_id, None)
        if gathered and rest.endswith(")") and " (by " in rest:
            writers[issue_id] = rest.rpartition(" (by ")[2][:-1]
    return Said(
        statuses, writers, opaque=not verbs or not verbs <= _KNOWN, bringing=bool(verbs & BRINGING)
    )


def _status(verb: str, rest: str) -> str | None:
    """Return the status that a line says it set, "" where it does not say which, None where it set
    none.
    """
    if verb == "update":
        updated = _UPDATED.search(rest)
        return updated[1] if updated else None
    return MOVES.get(verb, "" if verb in TOUCHING else None)
