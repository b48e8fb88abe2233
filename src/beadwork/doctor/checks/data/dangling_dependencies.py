"""Both ends of every dependency are there, in this tracker or in another one of the town."""

from __future__ import annotations

from beadwork.doctor.ask_each import each
from beadwork.doctor.finding import Finding
from beadwork.doctor.subject import Place
from beadwork.store.search import integrity
from beadwork.store.search.integrity import Loose

WORKSPACE = True


def look(place: Place) -> Finding:
    """Look."""
    return each(
        place,
        lambda seat, link: [_line(edge) for edge in integrity.loose_edges(link.session)],
        "none",
        summary=lambda number: f"{number} dependencies have an end that is not there",
        hint="bd dep remove ISSUE MISSING",
    )


def _line(edge: Loose) -> str:
    return f"{edge.issue_id} → {edge.depends_on_id} ({edge.type}): {edge.missing} is not there"
