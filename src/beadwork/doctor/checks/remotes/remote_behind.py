"""No remote lacks commits older than a day, or has commits that `main` lacks. Without network."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from beadwork.doctor.each_tracker import check_each_tracker
from beadwork.doctor.finding import Finding, count
from beadwork.doctor.subject import Subject
from beadwork.dolt.versions import remote_tracking
from beadwork.workspace.connection.link import Link

WORKSPACE = True

LATE = timedelta(days=1)


def look(subject: Subject) -> Finding:
    return check_each_tracker(
        subject,
        lambda tracker, link: _behind(link),
        "none",
        summary=lambda number: f"{number} remotes are behind, or ahead",
        hint="bd sync   (pulls, merges and pushes; in a town: gt dolt pull, gt dolt push)",
    )


def _behind(link: Link) -> list[str]:
    found = []
    now = datetime.now(UTC).replace(tzinfo=None)
    for remote in remote_tracking.read(link.session):
        if not remote.commit:  # remote-data says so
            continue
        ours, theirs = remote_tracking.gaps(link.session, remote.commit)
        if ours.oldest and now - ours.oldest > LATE:
            found.append(
                f"{remote.name} lacks {count(ours.commits, 'commit')}, the oldest of "
                f"{ours.oldest:%Y-%m-%d %H:%M} UTC"
            )
        if theirs.commits:
            found.append(
                f"{remote.name} has {count(theirs.commits, 'commit')} that are not in main"
            )
    return found
