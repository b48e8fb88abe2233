"""Ledgers, for a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from beadwork.console.console import Console
from beadwork.model.counted import counted
from beadwork.model.ledger import verification
from beadwork.model.ledger.entry import CLOSED, CORRECTION, DELETED, REOPENED, Entry

SHORT = 12
"""The characters of a digest in a list."""
_COUNTED = {
    CLOSED: ("closed issue", ""),
    CORRECTION: ("correction", ""),
    REOPENED: ("note of a reopening", "notes of reopenings"),
    DELETED: ("note of a deletion", "notes of deletions"),
}


def kinds(counts: Mapping[str, int]) -> str:
    """Return how many entries of each kind there are, empty where there are none."""
    return ", ".join(
        counted(counts[kind], *words) for kind, words in _COUNTED.items() if counts.get(kind)
    )


def row(found: Entry) -> str:
    """Return an entry as the line of a list."""
    title = (verification.parsed(found) or {}).get("title", "")
    corrects = f" of {found.corrects}" if found.corrects else ""
    return (
        f"{found.number:>6}  {found.digest[:SHORT]}  {found.kind}{corrects}  {found.issue_id}"
        f"{f'  {title}' if isinstance(title, str) and title else ''}"
    )


def page(console: Console, found: Entry) -> Iterator[str]:
    """Return all of an entry."""
    yield console.style(row(found).strip(), "bold")
    yield f"digest         {found.digest}"
    yield f"previous       {found.previous}"
    yield f"source commit  {found.source_commit}"
    if found.corrects:
        yield f"corrects       {found.corrects}"
    for name, value in (verification.parsed(found) or {}).items():
        yield from _field(name, value)


def _field(name: str, value: Any) -> Iterator[str]:
    if isinstance(value, list):
        value = ", ".join(_word(member) for member in value)
    lines = str(value).splitlines() or [""]
    yield f"{name:<13}  {lines[0]}"
    yield from (f"{'':<13}  {line}" for line in lines[1:])


def _word(member: Any) -> str:
    if isinstance(member, dict):
        return f"{member.get('type')} {member.get('target')}"
    return str(member)


def faults(found: Iterable[verification.Fault]) -> Iterator[str]:
    """Return a line for each of the first faults, and for the rest of them."""
    named = list(found)
    yield from (f"  {fault}" for fault in named[:20])
    if len(named) > 20:
        yield f"  and {len(named) - 20} more"
