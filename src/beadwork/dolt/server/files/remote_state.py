"""How one remote is, by what is known here: its record, and the commits that one side lacks."""

from __future__ import annotations

from typing import Any, NamedTuple

from beadwork.dolt.server.files import remote_record
from beadwork.dolt.server.files.remote_record import RemoteRecord


class RemoteState(NamedTuple):
    """One remote of a database. `ahead` is the number of commits that `main` has and the remote has
    not, `behind` that of the reverse, as of the last push or fetch; None where that is not known.
    """

    name: str
    url: str
    record: RemoteRecord = RemoteRecord()
    ahead: int | None = None
    behind: int | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the JSON object of the remote, without what is not known."""
        found = {
            "name": self.name,
            "url": self.url,
            "ahead": self.ahead,
            "behind": self.behind,
            **remote_record.as_json(self.record),
        }
        return {key: value for key, value in found.items() if value is not None}
