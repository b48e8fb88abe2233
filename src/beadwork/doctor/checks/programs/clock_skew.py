"""The server's clock is this machine's, and no commit comes from the future: merges go by who was
last.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from beadwork.doctor.finding import Finding, Unseen, skipped, verdict
from beadwork.doctor.subject import Place
from beadwork.dolt.server import variables
from beadwork.dolt.versions import branches
from beadwork.dolt.versions.branches import Branch

WORKSPACE = True

SERVER = timedelta(seconds=5)
FUTURE = timedelta(minutes=1)


def look(place: Place) -> Finding:
    """Look."""
    before = _now()
    there = variables.look(place.server()).now
    apart = max(before - there, there - _now(), timedelta())
    warnings = []
    if apart > SERVER:
        warnings.append(
            f"the server's clock ({there:%Y-%m-%d %H:%M:%S} UTC) is {apart.total_seconds():.0f} s off from this one"
        )
    unseen = []
    for seat in place.seats:
        try:
            mains = [one for one in branches.every(place.link(seat).session) if one.name == "main"]
        except Unseen as reason:
            unseen.append(place.says(seat, str(reason)))
            continue
        warnings += [place.says(seat, _line(one)) for one in mains if one.date - _now() > FUTURE]
    if unseen and not warnings:
        return skipped("; ".join(unseen))
    return verdict(
        "agree", warnings=warnings, hint="let the clock be set by NTP: timedatectl status"
    )


def _line(newest: Branch) -> str:
    return f"commit {newest.commit} by {newest.author} says that it was made at {newest.date:%Y-%m-%d %H:%M} UTC"


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
