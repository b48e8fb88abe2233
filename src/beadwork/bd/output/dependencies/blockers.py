"""What blocks an issue, behind its line in a list."""

from __future__ import annotations

from collections.abc import Sequence

from beadwork.model.issues.kinds import BLOCKED

BY_STATUS = "blocked by its status"
SHOWN = 3


def note(blockers: Sequence[str], status: str) -> str:
    """Return the first blockers of an issue, and whether its status says that it is blocked; ""
    where nothing blocks it.
    """
    more = " …" if blockers[SHOWN:] else ""
    waits = f"<- {', '.join(blockers[:SHOWN])}{more}" if blockers else ""
    return " ".join(filter(None, (waits, f"({BY_STATUS})" if status == BLOCKED else "")))
