"""The registry, the routes and the databases agree on the prefix of each tracker's ids."""

from __future__ import annotations

import os

from beadwork.doctor.each_tracker import check_each_tracker
from beadwork.doctor.finding import CheckSkipped, Finding
from beadwork.doctor.subject import Subject
from beadwork.doctor.tracker_directories import TrackerDirectory
from beadwork.errors import BadTown
from beadwork.store.search import integrity
from beadwork.town.rigs import routes
from beadwork.workspace.connection.link import Link

WORKSPACE = True


def look(subject: Subject) -> Finding:
    routed = _routed(subject)

    def compare(tracker: TrackerDirectory, link: Link) -> list[str]:
        present = link.profile.prefix
        found = []
        if tracker.prefix and tracker.prefix != present:
            found.append(f"new ids begin with {present}-, and the registry says {tracker.prefix}-")
        led = routed.get(os.path.realpath(tracker.directory), [])
        if led and f"{present}-" not in led:
            found.append(
                f"new ids begin with {present}-, and the route to {tracker.directory} is for "
                f"{' and '.join(led)}"
            )
        ids = integrity.prefixes(link.session)
        if ids and present not in ids and not found:
            most, number = next(iter(ids.items()))
            found.append(
                f"new ids begin with {present}-, and none of the issues' does; {number} begin "
                f"with {most}-"
            )
        return found + _led_away(ids, os.path.realpath(tracker.directory), routed)

    return check_each_tracker(
        subject,
        compare,
        "agree",
        summary=lambda number: f"{number} trackers give their ids another prefix than they should",
        hint="bd config get issue_prefix, gt rig list",
    )


def _led_away(ids: dict[str, int], directory: str, routed: dict[str, list[str]]) -> list[str]:
    """Return a line for each prefix of the tracker's ids that a route leads to another tracker: a
    command that names such an id asks there.
    """
    owners = {prefix: place for place, prefixes in routed.items() for prefix in prefixes}
    found = []
    for prefix, number in ids.items():
        fitting = [known for known in owners if f"{prefix}-".startswith(known)]
        place = owners[max(fitting, key=len)] if fitting else directory
        if place != directory:
            found.append(f"{number} ids here begin with {prefix}-, and routes lead them to {place}")
    return found


def _routed(subject: Subject) -> dict[str, list[str]]:
    """Return, by directory, the prefixes that a route leads to it."""
    found: dict[str, list[str]] = {}
    if subject.town is None:
        return found
    try:
        known = routes.read(subject.town)
    except BadTown as error:
        raise CheckSkipped(error.message) from None
    for route in known:
        found.setdefault(os.path.realpath(subject.town.root / route.path), []).append(route.prefix)
    return found
