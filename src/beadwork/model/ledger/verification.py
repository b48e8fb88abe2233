"""The proof of a ledger from the ledger alone: its numbers, its chain, and its digests.

Whoever has no more than a copy sees so that no entry was altered, removed or moved. A ledger that
was rewritten from some entry on, with new digests, is found by whoever saw it before (`Tip`), or
has the source.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from beadwork.model.ledger import entry as entries_of
from beadwork.model.ledger.additions import Tip
from beadwork.model.ledger.entry import Entry
from beadwork.model.ledger.public_issue import canonical

FORMAT = "1"
"""The version of the tables and of the canonical form."""

Facts = Mapping[str, str]


class Fault(NamedTuple):
    """Something that is not as it was published; `number` is 0 where it is of no entry."""

    number: int
    what: str

    def __str__(self) -> str:
        return f"entry {self.number}: {self.what}" if self.number else self.what


def chain_faults(entries: Iterable[Entry], facts: Facts) -> list[Fault]:
    """Return the faults of a whole ledger; `entries` come in the order of their numbers."""
    faults: list[Fault] = []
    tip = Tip()
    last: dict[str, Entry] = {}
    for found in entries:
        faults += [Fault(found.number, what) for what in _faults_of(found, tip, last)]
        last[found.issue_id] = found
        tip = Tip(found.number, found.digest)
    if facts.get("entries") != str(tip.number) or facts.get("head") != tip.digest:
        faults.append(
            Fault(
                0,
                f"the facts name {facts.get('entries', 'no number')} entries and the last digest "
                f"{facts.get('head', 'none')[:12]}, and the entries end with {tip.number}, "
                f"{tip.digest[:12]}",
            )
        )
    return faults


def seen_faults(entries: Iterable[Entry], seen: Tip) -> list[Fault]:
    """Return a fault where a ledger is not the one that was seen before, continued."""
    if not seen.number:
        return []
    for found in entries:
        if found.number == seen.number:
            if found.digest == seen.digest:
                return []
            return [Fault(found.number, "it is another one than when it was seen before")]
    return [Fault(seen.number, "it was seen before, and is not there any more")]


def _faults_of(found: Entry, tip: Tip, last: Mapping[str, Entry]) -> list[str]:
    faults = []
    if found.number != tip.number + 1:
        faults.append(f"the entry before it is {tip.number or 'none'}")
    if found.previous != tip.digest:
        faults.append("it does not follow the entry before it")
    if found.kind not in entries_of.KINDS:
        faults.append(f"the kind {found.kind!a} is unknown")
    if entries_of.digest(found) != found.digest:
        faults.append("its digest is not that of its content")
    before = last.get(found.issue_id)
    if found.corrects != (before.number if before else None):
        faults.append("it names another entry than the last one of its issue")
    faults += _faults_of_content(found)
    return faults


def _faults_of_content(found: Entry) -> list[str]:
    if found.is_note:
        return ["a note has no content"] if found.content else []
    value = parsed(found)
    if value is None or canonical(value) != found.content:
        return ["its content is not canonical JSON"]
    return [] if value.get("id") == found.issue_id else ["its content is of another issue"]


def parsed(found: Entry) -> dict[str, Any] | None:
    """Return the content of an entry, None where it is no JSON object."""
    try:
        value = json.loads(found.content)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
