"""What `bd rename` and `bd rename-prefix` print."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from beadwork.actions.issues.rename import Renamed
from beadwork.model.counted import counted
from beadwork.model.hints import command

SHOWN = 10
"""Renamed issues that a person is shown."""


def document(renamed: Renamed, *, dry_run: bool = False) -> dict[str, Any]:
    """Return a rename as JSON."""
    value: dict[str, Any] = {"dry_run": True} if dry_run else {}
    value |= {"renamed": renamed.names}
    if not dry_run:
        value["references"] = renamed.references
    if renamed.elsewhere:
        value["elsewhere"] = [
            {
                "database": incoming.tracker.database,
                "issue_id": incoming.edge.issue_id,
                "depends_on_id": incoming.edge.depends_on_id,
            }
            for incoming in renamed.elsewhere
        ]
    return value


def lines(renamed: Renamed, *, dry_run: bool = False) -> Iterator[str]:
    """Yield the lines for a person."""
    verb = "Would rename" if dry_run else "Renamed"
    for old, new in list(renamed.names.items())[:SHOWN]:
        yield f"{verb} {old} to {new}"
    if len(renamed.names) > SHOWN:
        yield f"… and {counted(len(renamed.names) - SHOWN, 'more issue')}"
    if not renamed.names:
        yield "No issue has the old prefix; new ids have the new one"
    if renamed.references:
        yield f"{counted(renamed.references, 'reference')} followed"
    for incoming in renamed.elsewhere:
        source, old = incoming.edge.issue_id, incoming.edge.depends_on_id
        remove = command("bd", "dep", "remove", source, old)
        add = command("bd", "dep", "add", source, renamed.names[old], "-t", incoming.edge.type)
        yield f"{source} of {incoming.tracker.database} still names {old}: {remove} && {add}"
