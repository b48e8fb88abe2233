"""The last exchange with each remote succeeded, as the records beside the server have it."""

from __future__ import annotations

from beadwork.doctor.each_tracker import check_each_tracker
from beadwork.doctor.finding import Finding, count
from beadwork.doctor.subject import Subject
from beadwork.doctor.tracker_directories import TrackerDirectory
from beadwork.dolt.server.files.remote_record import RemoteRecord
from beadwork.dolt.versions import remote_tracking
from beadwork.model.urls import bare
from beadwork.tracker import remote_records
from beadwork.workspace.connection.link import Link

WORKSPACE = True


def look(subject: Subject) -> Finding:
    return check_each_tracker(
        subject,
        _failing,
        "none",
        summary=lambda number: f"the last exchange with {number} remotes failed",
        hint="bd dolt push   (says why; in a town: gt dolt push RIG)",
    )


def _failing(tracker: TrackerDirectory, link: Link) -> list[str]:
    found = []
    for remote in remote_tracking.read(link.session):
        record = remote_records.read(link, remote.name)
        if record.failures and record.url in ("", bare(remote.url)):
            found.append(f"{remote.name} ({bare(remote.url)}): {_said(record)}")
    return found


def _said(record: RemoteRecord) -> str:
    pushed = f"last pushed at {record.pushed_at}" if record.pushed_at else "never pushed"
    if record.is_refused:
        return f"it refuses the credentials, since {record.failed_at}; {pushed}: {record.failure}"
    times = count(record.failures, "time")
    return f"failed {times} in a row, last at {record.failed_at}; {pushed}: {record.failure}"
