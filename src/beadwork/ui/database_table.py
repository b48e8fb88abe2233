"""What `bd dolt list` and `gt dolt list` show of a database alike."""

from __future__ import annotations

from beadwork.model.counted import counted
from beadwork.model.times.timestamps import local_time
from beadwork.store.database_summary import Summary

UNIT = 1024


def cells(summary: Summary | None, size: int | None) -> tuple[str, str, str]:
    """Return the issues, the last write and the size of a database; empty where unknown."""
    issues = written = ""
    if summary and summary.project_id:
        issues = counted(summary.issues, "issue")
    if summary and summary.last_write:
        written = local_time(summary.last_write)
    return issues, written, size_text(size)


def size_text(size: int | None) -> str:
    """Return a size for people, with one digit after the point."""
    if size is None:
        return ""
    number, units = float(size), ["KB", "MB", "GB"]
    number /= UNIT
    while number >= UNIT and len(units) > 1:
        number /= UNIT
        units.pop(0)
    return f"{number:.1f} {units[0]}"
