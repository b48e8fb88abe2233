"""The parent of every issue is there."""

from __future__ import annotations

from beadwork.doctor.ask_each import each
from beadwork.doctor.finding import Finding
from beadwork.doctor.subject import Place
from beadwork.store.search import integrity

WORKSPACE = True


def look(place: Place) -> Finding:
    """Look."""
    return each(
        place,
        lambda seat, link: [
            f"{child}: its parent {parent} is not there"
            for child, parent in integrity.lost_parents(link.session)
        ],
        "none",
        summary=lambda number: f"{number} issues have a parent that is not there",
        hint='bd update ID --parent PARENT   ("" takes it out)',
    )
