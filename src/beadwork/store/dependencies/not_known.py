"""Targets of edges in rigs that cannot be asked: their clone, route, metadata or database is gone,
or their server is down.

What cannot be asked is not missing. Such an edge holds, and the command says so.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from beadwork.dolt.connection.session import Session
from beadwork.model.dependencies.cross_rig import Neighbour, Neighbours, NotKnown, Unasked
from beadwork.model.printable import clean
from beadwork.store import identity_check
from beadwork.store.identity_check import TrackerSession
from beadwork.store.issues import issues

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader

MOST_NAMED = 5


def here(
    reader: Reader,
    trackers: Mapping[str, Neighbour],
    unasked: Mapping[Neighbour, str],
    unrouted: Iterable[str],
) -> dict[str, NotKnown]:
    """Return the targets of edges of the reader's tracker that cannot be asked for. An issue of
    that prefix that this tracker has itself is known.
    """
    session = reader if isinstance(reader, Session) else reader.session
    found = targets(identity_check.neighbours(reader), trackers, unasked, unrouted)
    wanted = {end: target for end, target in found.items() if target.rig.rig != session.database}
    present = issues.existing(reader, sorted(wanted)) if wanted else set()
    return {end: target for end, target in wanted.items() if end not in present}


def targets(
    neighbours: Neighbours,
    trackers: Mapping[str, Neighbour],
    unasked: Mapping[Neighbour, str],
    unrouted: Iterable[str],
) -> dict[str, NotKnown]:
    """Return the targets that cannot be asked for: those of trackers without an answer, and those
    of rigs to which no usable route leads.
    """
    silent = {
        end: NotKnown(Unasked(tracker.database, unasked[tracker]))
        for end, tracker in trackers.items()
        if tracker in unasked
    }
    lost = neighbours.unasked(unrouted)
    return silent | {end: NotKnown(rig) for end, rig in lost.items()}


def warn(reader: Reader, unknown: Mapping[str, NotKnown], consequence: str) -> None:
    """Name each rig that cannot be asked on standard error, once for each connection."""
    session = reader if isinstance(reader, Session) else reader.session
    of_rig: dict[Unasked, list[str]] = {}
    for end, target in sorted(unknown.items()):
        of_rig.setdefault(target.rig, []).append(end)
    for rig, ends in of_rig.items():
        if isinstance(session, TrackerSession) and rig not in session.rigs_named:
            session.rigs_named.add(rig)
            what = f"{_shown(ends)} is not known" + (f" and {consequence}" if consequence else "")
            sys.stderr.write(clean(f"Warning: {rig.rig} cannot be asked, so {what}: {rig.why}\n"))


def _shown(ends: list[str]) -> str:
    more = len(ends) - MOST_NAMED
    return ", ".join(ends[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
