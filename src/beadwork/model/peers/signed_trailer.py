"""Lines of commit messages that say which commit another branch was made from.

The commits of a partner are in the same log. A line counts only with a signature by the town's
secret, so that no partner can write one.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable

SOURCE = "Source"
"""In a commit of an outbound branch: the commit of `main` that the branch shows."""
CARRIED = "Carried"
"""In a commit of `main`: the commit of an outbound branch whose changes by a partner it has."""
_DIGITS = 32
_LINE = re.compile(r"^(\w+): ([0-9a-v]{32}) ([0-9a-f]{32})$", re.MULTILINE)


def line(secret: bytes, kind: str, branch: str, commit: str) -> str:
    """Return the line for a commit."""
    return f"{kind}: {commit} {_signature(secret, kind, branch, commit)}"


def newest(secret: bytes, kind: str, branch: str, messages: Iterable[str]) -> str:
    """Return the commit of the first message with a genuine line, "" where there is none."""
    for message in messages:
        for found_kind, commit, signature in _LINE.findall(message):
            wanted = _signature(secret, kind, branch, commit)
            if found_kind == kind and hmac.compare_digest(wanted, signature):
                return str(commit)
    return ""


def _signature(secret: bytes, kind: str, branch: str, commit: str) -> str:
    text = f"{kind} {branch} {commit}".encode()
    return hmac.new(secret, text, hashlib.sha256).hexdigest()[:_DIGITS]
