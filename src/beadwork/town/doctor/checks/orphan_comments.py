"""Every comment is on an issue that is there."""

from __future__ import annotations

from beadwork.store import doubtful
from beadwork.town.doctor.each import each
from beadwork.town.doctor.finding import Finding, count
from beadwork.town.doctor.place import Place

WORKSPACE = True


def look(place: Place) -> Finding:
    """Look."""
    return each(
        place,
        lambda seat, link: [
            f"{issue}: {count(number, 'comment')} on an issue that is not there"
            for issue, number in doubtful.loose_comments(link.session)
        ],
        "none",
        summary=lambda number: f"{number} issues are gone and have comments still",
        hint="bd restore ID",
    )
