"""What is known of the exchange with a remote, in words."""

from __future__ import annotations

from datetime import UTC, datetime

from beadwork.dolt.server.files.remote_record import RemoteRecord
from beadwork.model.counted import counted
from beadwork.model.times.timestamps import local_time


def words(record: RemoteRecord, ahead: int | None = None, behind: int | None = None) -> str:
    """Return the last push, the commits that one side lacks, and the last failure, in words."""
    parts = [f"pushed {_time(record.pushed_at)}" if record.pushed_at else "not pushed from here"]
    if record.pulled_at:
        parts.append(f"pulled {_time(record.pulled_at)}")
    if ahead:
        parts.append(f"lacks {counted(ahead, 'commit')} of here")
    if behind:
        parts.append(f"has {counted(behind, 'commit')} more")
    if record.failure:
        times = f", {counted(record.failures, 'time')}" if record.failures > 1 else ""
        parts.append(f"failed {_time(record.failed_at)}{times}: {record.failure}")
    return ", ".join(parts)


def _time(text: str) -> str:
    """Return a stored time for a person; what is no time as it is."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return local_time(moment.astimezone(UTC).replace(tzinfo=None))
