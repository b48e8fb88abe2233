"""A claim that was taken from a worker, as whoever has it now is told."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from beadwork.model.times.timestamps import ago, format_timestamp


class Taken(NamedTuple):
    """A claim that was taken from its owner after the lease had ended."""

    owner: str
    ended_at: datetime
    branch: str = ""
    """The owner's branch of the database, where it has commits that `main` has not."""

    def words(self, now: datetime) -> str:
        """Return what a person is told."""
        told = f"taken from {self.owner}, whose lease ended {ago(self.ended_at, now)}"
        return f"{told}, and whose branch {self.branch} is not merged" if self.branch else told

    def as_json(self) -> dict[str, Any]:
        """Return the object of the claim, without a branch where there is none."""
        found = {
            "owner": self.owner,
            "lease_ended_at": format_timestamp(self.ended_at),
            "branch": self.branch,
        }
        return {key: value for key, value in found.items() if value}
