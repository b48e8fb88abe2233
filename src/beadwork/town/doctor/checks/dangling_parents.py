"""The parent of every issue is there."""

from __future__ import annotations

from beadwork.store import doubtful
from beadwork.town.doctor.each import each
from beadwork.town.doctor.finding import Finding
from beadwork.town.doctor.place import Place

WORKSPACE = True


def look(place: Place) -> Finding:
    """Look."""
    return each(
        place,
        lambda seat, link: [
            f"{child}: its parent {parent} is not there" for child, parent in doubtful.lost_parents(link.session)
        ],
        "none",
        summary=lambda number: f"{number} issues have a parent that is not there",
        hint='bd update ID --parent PARENT   ("" takes it out)',
    )
