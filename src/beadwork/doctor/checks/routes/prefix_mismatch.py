"""The registry, the routes and the databases agree on what the ids of a tracker begin with."""

from __future__ import annotations

import os

from beadwork.doctor.ask_each import each
from beadwork.doctor.finding import Finding, Unseen
from beadwork.doctor.subject import Place
from beadwork.doctor.tracker_directories import Seat
from beadwork.errors import BadTown
from beadwork.store.search import integrity
from beadwork.town.rigs import routes
from beadwork.workspace.connection.link import Link

WORKSPACE = True


def look(place: Place) -> Finding:
    """Look."""
    routed = _routed(place)

    def compare(seat: Seat, link: Link) -> list[str]:
        present = link.opening.prefix
        found = []
        if seat.prefix and seat.prefix != present:
            found.append(f"new ids begin with {present}-, and the registry says {seat.prefix}-")
        led = routed.get(os.path.realpath(seat.directory), [])
        if led and f"{present}-" not in led:
            found.append(
                f"new ids begin with {present}-, and the route to {seat.directory} is for {' and '.join(led)}"
            )
        ids = integrity.prefixes(link.session)
        if ids and present not in ids and not found:
            most, number = next(iter(ids.items()))
            found.append(
                f"new ids begin with {present}-, and none of the issues' does; {number} begin with {most}-"
            )
        return found

    return each(
        place,
        compare,
        "agree",
        summary=lambda number: f"{number} trackers give their ids another prefix than they should",
        hint="bd config get issue_prefix, gt rig list",
    )


def _routed(place: Place) -> dict[str, list[str]]:
    """Return the prefixes that lead to each directory."""
    found: dict[str, list[str]] = {}
    if place.town is None:
        return found
    try:
        known = routes.read(place.town)
    except BadTown as error:
        raise Unseen(error.message) from None
    for route in known:
        found.setdefault(os.path.realpath(place.town.root / route.path), []).append(route.prefix)
    return found
