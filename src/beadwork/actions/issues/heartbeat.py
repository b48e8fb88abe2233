"""A sign of life of a worker: its lease begins, or goes on. No row is written."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from beadwork.actions.workers import leases
from beadwork.store.identity_check import TrackerProfile
from beadwork.store.issues import claims

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader


class Heartbeat(NamedTuple):
    """A renewed lease: until when it lasts, UTC, or None where leases never end; and the issues
    that the worker has claimed.
    """

    actor: str
    ends_at: datetime | None
    claims: list[str]


def beat(reader: Reader, actor: str, profile: TrackerProfile, now: datetime) -> Heartbeat:
    """Give the worker a lease, or renew it, with everything that it has claimed.

    Raises:
        Invalid: the name is too long.
        OSError: the lease cannot be written.
    """
    held = claims.ids_of(reader, actor)
    leases.of(reader).begin(actor, held)
    minutes = profile.claim_lease
    return Heartbeat(actor, now + timedelta(minutes=minutes) if minutes else None, held)
