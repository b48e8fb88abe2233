"""Which statuses of issues a commit set, by its message, and whether it may have set others.

Pure. A message is a hint where to look and no proof, since a person may have written it. The caller
compares it with the rows.
"""

from __future__ import annotations

import re
from typing import NamedTuple

STATUS_SET_BY = {
    "claim": "in_progress",
    "close": "closed",
    "reopen": "open",
    "defer": "deferred",
    "undefer": "open",
}
"""The status that each verb sets."""
MAY_SET_STATUS = frozenset({"create", "delete", "restore", "update"})
"""Verbs that may change the status of the issue that they name."""
SETS_NO_STATUS = frozenset(
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
"""Verbs that change no status."""
FROM_ELSEWHERE = frozenset({"import", "merge", "squash", "undo"})
"""Verbs that bring in what others did elsewhere or earlier."""

_LINE = re.compile(r"^bd: (\S+?)(?::| (\S+?)(?=:?(?:\s|$))|$)(.*)", re.MULTILINE)
_KNOWN_VERBS = {*STATUS_SET_BY, *MAY_SET_STATUS, *SETS_NO_STATUS}
_GATHERED = re.compile(r"bd: [0-9]+ writes\b|(?!bd: )")
"""How the message of a commit of deferred writes begins (`dolt/writing/deferred_message.py`). Its
lines name the author of each write.
"""
_UPDATED = re.compile(r"\bstatus \S+ -> ([^\s,]+)")


class MessageStatuses(NamedTuple):
    """What a message says about statuses."""

    statuses: dict[str, str]
    """The status that each issue got; "" where the message does not tell the status, or whether
    the issue was deleted.
    """
    writers: dict[str, str]
    """The author of the write about an issue, where that is not the author of the commit."""
    opaque: bool
    """The commit may have changed the status of other issues as well: it is raw SQL, an import, a
    merge, or has an unknown verb.
    """
    from_elsewhere: bool
    """The changes were made elsewhere or earlier, and not by the author of the commit."""


def read(message: str) -> MessageStatuses:
    """Return what a message says about statuses.

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
        if not verb.isdecimal():  # else `bd: 3 writes`, followed by a line for each
            verbs.add(verb)
        # `create -f plan.md` names no issue here: each has a line of its own.
        if not issue_id or issue_id.startswith("-"):
            continue
        status = _status(verb, rest)
        if status is None:
            continue
        statuses[issue_id] = status
        writers.pop(issue_id, None)
        if gathered and rest.endswith(")") and " (by " in rest:
            writers[issue_id] = rest.rpartition(" (by ")[2][:-1]
    is_known = bool(verbs) and verbs <= _KNOWN_VERBS
    return MessageStatuses(statuses, writers, not is_known, bool(verbs & FROM_ELSEWHERE))


def _status(verb: str, rest: str) -> str | None:
    """Return the status that a line says it set, "" where the line does not tell, None where it
    set none.
    """
    if verb == "update":
        updated = _UPDATED.search(rest)
        return updated[1] if updated else None
    return STATUS_SET_BY.get(verb, "" if verb in MAY_SET_STATUS else None)
