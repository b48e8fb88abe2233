"""Which entries a ledger needs, so that it says what `main` says.

Nothing is ever taken back. An issue that changed after it was published gets another entry, which
names the one before. An issue that became private gets none: what was published stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from beadwork.model.ledger import entry
from beadwork.model.ledger.entry import GENESIS, Entry


class Present(NamedTuple):
    """What `main` says of an issue."""

    is_there: bool = False
    is_closed: bool = False
    content: str = ""
    """The closed issue as the ledger has it; empty where it must not be published."""
    is_private: bool = False
    """Whether nothing more may be said of it."""


ABSENT = Present()


class Tip(NamedTuple):
    """The end of a ledger: the number and the digest of its last entry."""

    number: int = 0
    digest: str = GENESIS


def additions(
    tip: Tip, published: Mapping[str, Entry], present: Mapping[str, Present], commit: str
) -> list[Entry]:
    """Return the entries to append behind `tip`, in the order of `present`.

    `published` has the last entry of each of these issues that has one; `present` is what they are
    at `commit`.
    """
    made: list[Entry] = []
    for issue_id, now in present.items():
        last = published.get(issue_id)
        kind = _kind(last, now)
        if not kind:
            continue
        text = "" if kind in entry.NOTES else now.content
        corrects = last.number if last else None
        tip_entry = entry.make(tip.number + 1, kind, issue_id, corrects, commit, text, tip.digest)
        made.append(tip_entry)
        tip = Tip(tip_entry.number, tip_entry.digest)
    return made


def _kind(last: Entry | None, now: Present) -> str:
    """Return the kind of the entry that an issue needs; empty where it needs none."""
    if now.is_private:
        return ""
    if now.is_closed:
        if not now.content:
            return ""
        if last is None or last.is_note:
            return entry.CLOSED
        return entry.CORRECTION if last.content != now.content else ""
    if last is None:
        return ""
    kind = entry.REOPENED if now.is_there else entry.DELETED
    return kind if last.kind != kind else ""


def last_of_each(entries: Iterable[Entry]) -> dict[str, Entry]:
    """Return the last entry of each issue; `entries` come in order."""
    return {found.issue_id: found for found in entries}
