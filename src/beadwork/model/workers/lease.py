"""A lease: as long as a worker gives signs of life, nobody takes what it has claimed.

Pure. A lease says when its worker last did something, and which claims the worker made under it. An
owner without a lease is a person, or a worker of another machine: nothing is known of them here,
and their claims never expire.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

CLAIMED = ("in_progress", "hooked")
"""The statuses of an issue that a worker has claimed."""


class Lease(NamedTuple):
    """The lease of one worker. `renewed_at` is the last sign of life, in seconds since 1970."""

    actor: str
    renewed_at: float
    claims: frozenset[str] = frozenset()
    """The ids of the issues that the worker claimed here."""

    def ended_at(self, minutes: int, now: float) -> datetime | None:
        """Return when the lease ended (UTC without a zone), None where it has not. With 0 minutes
        no lease ends.
        """
        end = self.renewed_at + 60 * minutes
        if not minutes or end >= now:
            return None
        return datetime.fromtimestamp(end, UTC).replace(tzinfo=None)
