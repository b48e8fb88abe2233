"""Edges from a tracker into another tracker of the same town, and which edges can be such by their
ids alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from beadwork.model.dependencies.dependency import is_foreign


class Neighbour(NamedTuple):
    """Another tracker of the town: its database, and the project that the database must belong
    to.
    """

    database: str
    project_id: str
    address: Any = None
    """The address of its server (dolt/connection/address.py); None for the reader's own server."""


class Unasked(NamedTuple):
    """A rig of the town that cannot be asked, and why."""

    rig: str
    why: str
    is_registered: bool = True
    """False where the registry cannot be read, so that nobody knows whether there is the rig."""

    def __str__(self) -> str:
        return f"{self.rig} cannot be asked: {self.why}"


class NotKnown(NamedTuple):
    """An issue of a rig that cannot be asked. What waits for it goes on waiting."""

    rig: Unasked
    is_over: bool = False


class Neighbours(NamedTuple):
    """The trackers of a town, as the routes name them. Outside a town there are none."""

    of_issues: Callable[[Iterable[str]], dict[str, Neighbour]] = lambda _: {}
    """Returns the tracker of each of these ids that has a route. The reader's own may be among
    them.
    """
    trackers: Callable[[], list[Neighbour]] = list
    """Returns all trackers, on this server and on others. The reader's own is among them."""
    unasked: Callable[[Iterable[str]], dict[str, Unasked]] = lambda _: {}
    """Returns, for those of these ids that `of_issues` leaves out, the rig that has them by the
    registry. An id of no rig is left out here too.
    """


NO_NEIGHBOURS = Neighbours()


def may_lead_away(issue_id: str, target: str) -> bool:
    """Tell whether an edge could lead into another tracker: only if its ids differ in prefix.

    Two ids of one prefix have the same route, so usual edges are never looked up elsewhere. The
    code of `ids.prefix_of` is repeated here, because this function runs for every edge.
    """
    return target.rpartition("-")[0] != issue_id.rpartition("-")[0] and not is_foreign(target)
