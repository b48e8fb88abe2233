"""Nothing is uncommitted on `main`, except the changes of a running writer and deferred writes.

The repair commits a killed writer's changes under that writer's own message, and changes by raw SQL
as made outside bd. The next writer would do the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from beadwork.doctor.each_tracker import check_each_tracker
from beadwork.doctor.finding import CheckSkipped, Finding, Repair
from beadwork.doctor.subject import Subject
from beadwork.doctor.tracker_directories import TrackerDirectory
from beadwork.dolt.writing import working_set
from beadwork.model.settings_table import int_setting
from beadwork.workspace.connection.link import Link

WORKSPACE = True
FIX = "commits it, under its own message and author"

LOCK_SECONDS = int_setting("doctor.lock-timeout")


def look(subject: Subject) -> Finding:
    found = check_each_tracker(
        subject,
        lambda tracker, link: _left(link),
        "nothing",
        summary=lambda number: f"uncommitted changes in {number} trackers",
        hint=f"{'gt' if subject.is_town else 'bd'} doctor --fix",
    )
    return found._replace(repairs=tuple(_repairs(subject))) if found.evidence else found


def _left(link: Link) -> list[str]:
    seen = working_set.read(link.session)
    if not seen.tables or seen.deferred_writes or seen.lock_holder is not None:
        return []
    return [f"uncommitted in {', '.join(seen.tables)}; no writer is at it"]


def _repairs(subject: Subject) -> Iterator[Repair]:
    for tracker in subject.trackers:
        try:
            link = subject.link(tracker)
            if _left(link):
                yield Repair(_text(tracker), _finishes(link))
        except CheckSkipped:
            continue


def _text(tracker: TrackerDirectory) -> str:
    return f"commit what is uncommitted in {tracker.name}, under its own message and author"


def _finishes(link: Link):  # type: ignore[no-untyped-def]
    return lambda: working_set.commit(link.session, "doctor", LOCK_SECONDS)
