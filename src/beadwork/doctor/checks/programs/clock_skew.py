"""The server's clock agrees with this machine's, and no commit is dated in the future.

A merge compares the times of two changes, so with a wrong clock the wrong change wins.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from beadwork.doctor.finding import CheckSkipped, Finding, skipped, verdict
from beadwork.doctor.subject import Subject
from beadwork.dolt.server import variables
from beadwork.dolt.versions import branches
from beadwork.dolt.versions.branches import Branch

WORKSPACE = True

SERVER = timedelta(seconds=5)
FUTURE = timedelta(minutes=1)


def look(subject: Subject) -> Finding:
    before = _now()
    server_time = variables.look(subject.server_session()).now
    apart = max(before - server_time, server_time - _now(), timedelta())
    warnings = []
    if apart > SERVER:
        warnings.append(
            f"the server's clock ({server_time:%Y-%m-%d %H:%M:%S} UTC) is "
            f"{apart.total_seconds():.0f} s off from this one"
        )
    unseen = []
    for tracker in subject.trackers:
        try:
            mains = [
                branch
                for branch in branches.read_all(subject.link(tracker).session)
                if branch.name == "main"
            ]
        except CheckSkipped as reason:
            unseen.append(subject.evidence_line(tracker, str(reason)))
            continue
        warnings += [
            subject.evidence_line(tracker, _line(branch))
            for branch in mains
            if branch.date - _now() > FUTURE
        ]
    if unseen and not warnings:
        return skipped("; ".join(unseen))
    return verdict(
        "agree", warnings=warnings, hint="let the clock be set by NTP: timedatectl status"
    )


def _line(newest: Branch) -> str:
    return (
        f"commit {newest.commit} by {newest.author} says that it was made at "
        f"{newest.date:%Y-%m-%d %H:%M} UTC"
    )


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
