"""Workers of this town that have claimed issues and are dead: the lease has ended, or the session
died.

Only workers with a lease here are looked at. People have none, and neither have workers of other
towns.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from beadwork.actions.workers import leases
from beadwork.dolt.connection.session import Row
from beadwork.model.hints import command
from beadwork.model.times.timestamps import ago, format_timestamp
from beadwork.model.workers.lease import Lease
from beadwork.model.workers.state import State
from beadwork.town.layout import Town
from beadwork.town.rigs.trackers import Tracker
from beadwork.town.workers import record


class Suspects(NamedTuple):
    """The leases of a town by worker, and the workers whose session died."""

    leases: dict[str, Lease]
    gone: frozenset[str]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all workers that could be dead."""
        return tuple(sorted({*self.leases, *self.gone}))


class DeadOwner(NamedTuple):
    """A dead worker with claims in one rig."""

    rig: str
    owner: str
    lease_ended_at: datetime | None
    """None: the session died, and the lease has not ended yet."""
    issues: tuple[tuple[str, str], ...]
    """The id and the title of each claimed issue."""

    def words(self, now: datetime) -> str:
        """Return what a person is told."""
        ids = [issue_id for issue_id, _ in self.issues]
        ended = self.lease_ended_at
        why = f"its lease ended {ago(ended, now)}" if ended else "its session died"
        return f"{self.owner} is dead ({why}): {', '.join(ids)}  ({command('gt', 'release', *ids)})"

    def as_json(self) -> dict[str, Any]:
        """Return the object of the worker."""
        ended = self.lease_ended_at
        return {
            "owner": self.owner,
            "rig": self.rig,
            "why": "lease_ended" if ended else "session_died",
            **({"lease_ended_at": format_timestamp(ended)} if ended else {}),
            "issues": [{"id": issue_id, "title": title} for issue_id, title in self.issues],
        }


def suspects(town: Town) -> Suspects:
    """Return who could be dead, from the files of the town and its tmux server."""
    found = leases.of_town(str(town.root)).all()
    return Suspects({lease.actor: lease for lease in found}, gone(town))


def gone(town: Town) -> frozenset[str]:
    """Return the names of the workers whose session died."""
    workers = record.all_of(town).workers
    if not any(worker.session for worker in workers):
        return frozenset()
    from beadwork.town.workers import states  # which can run tmux

    known = states.of(town, workers)
    return frozenset(worker.actor for worker, state in known if state == State.SESSION_DIED)


def of_rig(
    tracker: Tracker, known: Suspects, rows: Iterable[Row], now: datetime
) -> tuple[DeadOwner, ...]:
    """Return the dead workers of a rig, from the (id, title, owner) of what the suspects have."""
    found: dict[str, list[tuple[str, str]]] = {}
    ended: dict[str, datetime | None] = {}
    for issue_id, title, owner in rows:
        end = _ended_at(known.leases.get(owner), issue_id, tracker.claim_lease, now)
        if end is not None or owner in known.gone:
            found.setdefault(owner, []).append((issue_id, title))
            ended[owner] = end
    return tuple(
        DeadOwner(tracker.name, owner, ended[owner], tuple(found[owner])) for owner in sorted(found)
    )


def _ended_at(lease: Lease | None, issue_id: str, minutes: int, now: datetime) -> datetime | None:
    if lease is None or issue_id not in lease.claims:
        return None
    return lease.ended_at(minutes, leases.seconds(now))
