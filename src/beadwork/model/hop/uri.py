"""`hop://entity/chain/rig/issue-id`: the name of an issue across towns.

The entity is who owns the town, the chain is a series of its rigs, and the rig has the tracker. A
URI has one spelling: no port, no user, no query, no escapes. So two URIs name one issue exactly if
they are equal as texts.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from beadwork.errors import Invalid
from beadwork.model.counted import counted
from beadwork.model.issues.field_table import NAME_LENGTH

SCHEME = "hop://"
FORM = "hop://entity/chain/rig/issue-id"
ANY_ISSUE = "x"
"""Stands for an issue where a URI is made to check its other parts."""
LONGEST_LABEL = 63
"""The most characters of an entity, a chain or a rig."""

_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?", re.ASCII)
_ISSUE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*", re.ASCII)
_PARTS = ("entity", "chain", "rig")


class Hop(NamedTuple):
    """The parts of a URI. `str()` gives the URI."""

    entity: str
    chain: str
    rig: str
    issue_id: str

    def __str__(self) -> str:
        return f"{SCHEME}{'/'.join(self)}"


def parse(text: str) -> Hop:
    """Return the parts of a URI.

    Raises:
        Invalid: `text` is not of the form, or a part has a character that it may not have.

    >>> parse("hop://ann.example/tools/api/api-7f3")
    Hop(entity='ann.example', chain='tools', rig='api', issue_id='api-7f3')
    """
    if not text.startswith(SCHEME):
        raise _refused(text, f"it does not begin with {SCHEME}")
    if len(text) > NAME_LENGTH:
        raise _refused(text, f"it has {len(text)} characters, and {NAME_LENGTH} are allowed")
    parts = text.removeprefix(SCHEME).split("/")
    if len(parts) != len(Hop._fields):
        raise _refused(text, f"it has {counted(len(parts), 'part')}, not {len(Hop._fields)}")
    return of(*parts)


def of(entity: str, chain: str, rig: str, issue_id: str) -> Hop:
    """Return the URI of an issue.

    Raises:
        Invalid: a part has a character that it may not have, or the URI would be too long.
    """
    found = Hop(entity, chain, rig, issue_id)
    for part, value in zip(_PARTS, found, strict=False):
        if not is_label(value):
            raise _refused(str(found), f'"{_shown(value)}" cannot be the {part}')
    if not _ISSUE.fullmatch(issue_id) or ".." in issue_id:
        raise _refused(str(found), f'"{_shown(issue_id)}" cannot be the issue')
    if len(str(found)) > NAME_LENGTH:
        raise _refused(str(found), f"it has more than {NAME_LENGTH} characters")
    return found


def is_label(text: str) -> bool:
    """Tell whether a text can be an entity, a chain or a rig: small letters, digits and, between
    them, dots, dashes and underscores.
    """
    return len(text) <= LONGEST_LABEL and bool(_LABEL.fullmatch(text)) and ".." not in text


def _refused(text: str, why: str) -> Invalid:
    return Invalid(f'"{_shown(text)}" is no hop:// URI: {why}', hint=FORM)


def _shown(text: str) -> str:
    """Return a text as a message may have it: short, and without control characters."""
    return ascii(text[:80])[1:-1] + ("…" if len(text) > 80 else "")
