"""One entry of a ledger, and its digest.

The digest covers every part of the entry, and the digest of the entry before: an entry that is
altered, removed or moved breaks the chain from there on.
"""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from beadwork.model.ledger.public_issue import canonical

BRANCH = "ledger"
"""The branch of a database that is its public ledger, and the name of its remote."""

CLOSED = "closed"
CORRECTION = "correction"
REOPENED = "reopened"
DELETED = "deleted"
KINDS = (CLOSED, CORRECTION, REOPENED, DELETED)
NOTES = (REOPENED, DELETED)
"""The kinds of entry that have no content: they note what became of an issue."""

GENESIS = "0" * 64
"""What stands for the entry before the first one."""


class Entry(NamedTuple):
    """One row of `entries`, in column order."""

    number: int
    """From 1, without gaps."""
    kind: str
    issue_id: str
    corrects: int | None
    """The number of the entry of this issue that this one corrects or notes something about; None
    for the first one.
    """
    source_commit: str
    """The commit of `main` at which the issue was so."""
    content: str
    """The issue as canonical JSON; empty for a note."""
    previous: str
    """The digest of the entry before."""
    digest: str

    @property
    def is_note(self) -> bool:
        """Whether the entry says only what became of the issue."""
        return self.kind in NOTES


def make(
    number: int,
    kind: str,
    issue_id: str,
    corrects: int | None,
    source_commit: str,
    content: str,
    previous: str,
) -> Entry:
    """Return an entry with its digest."""
    unsigned = Entry(number, kind, issue_id, corrects, source_commit, content, previous, "")
    return unsigned._replace(digest=digest(unsigned))


def digest(entry: Entry) -> str:
    """Return the SHA-256 of an entry as canonical JSON, without the digest itself, in hex.

    The content stands in it as JSON, not as a text: null for a note.
    """
    outside = canonical(
        {
            "corrects": entry.corrects,
            "issue_id": entry.issue_id,
            "kind": entry.kind,
            "number": entry.number,
            "previous": entry.previous,
            "source_commit": entry.source_commit,
        }
    )
    # `content` is the first of the sorted keys, and its text is canonical already.
    text = f'{{"content":{entry.content or "null"},{outside[1:]}'
    return hashlib.sha256(text.encode()).hexdigest()
