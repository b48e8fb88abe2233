"""Nothing lies uncommitted on `main` that nobody is writing just now, and that was not meant to
wait.

What a killed writer left goes under its own name, what raw SQL left under nobody's; the next writer
would do the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from beadwork.doctor.ask_each import each
from beadwork.doctor.finding import Finding, Repair, Unseen
from beadwork.doctor.subject import Place
from beadwork.doctor.tracker_directories import Seat
from beadwork.dolt.writing import working_set
from beadwork.workspace.connection.link import Link

WORKSPACE = True
FIX = "commits it, under its own message and author"

LOCK_SECONDS = 10


def look(place: Place) -> Finding:
    """Look."""
    found = each(
        place,
        lambda seat, link: _left(link),
        "nothing",
        summary=lambda number: f"uncommitted changes in {number} trackers",
        hint=f"{'gt' if place.is_town else 'bd'} doctor --fix",
    )
    return found._replace(repairs=tuple(_repairs(place))) if found.evidence else found


def _left(link: Link) -> list[str]:
    seen = working_set.look(link.session)
    if not seen.tables or seen.waiting or seen.holder is not None:
        return []
    return [f"uncommitted in {', '.join(seen.tables)}; no writer is at it"]


def _repairs(place: Place) -> Iterator[Repair]:
    for seat in place.seats:
        try:
            link = place.link(seat)
            if _left(link):
                yield Repair(_text(seat), _finishes(link))
        except Unseen:
            continue


def _text(seat: Seat) -> str:
    return f"commit what is uncommitted in {seat.name}, under its own message and author"


def _finishes(link: Link):  # type: ignore[no-untyped-def]
    return lambda: working_set.finish(link.session, "doctor", LOCK_SECONDS)
