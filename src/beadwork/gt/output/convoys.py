"""Convoys, for a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from beadwork.console.columns import table
from beadwork.console.console import Console
from beadwork.model.convoy import Bead, Convoy
from beadwork.ui.signs import sign


def lines(console: Console, known: Sequence[Convoy]) -> Iterable[str]:
    """Yield each convoy with its beads."""
    for convoy in known:
        yield (
            f"{console.style(convoy.name, 'bold')} ({convoy.id}): "
            f"{convoy.done} of {len(convoy.beads)} done, {convoy.status}"
        )
        rows = [_bead(console, bead) for bead in convoy.beads]
        yield from (f"  {line}" for line in table(rows))


def overview(known: Sequence[Convoy]) -> Iterable[str]:
    """Yield a line for each convoy."""
    return table(
        (convoy.id, convoy.name, f"{convoy.done}/{len(convoy.beads)}", convoy.status)
        for convoy in known
    )


def _bead(console: Console, bead: Bead) -> tuple[str, ...]:
    if bead.trouble:
        return ("?", bead.id, bead.trouble)
    owner = f" @{bead.assignee}" if bead.assignee else ""
    renamed = f" (now {bead.renamed_to})" if bead.renamed_to else ""
    return (sign(console, bead.status), bead.id, f"{bead.status}{owner}", f"{bead.title}{renamed}")
