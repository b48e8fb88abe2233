"""Edges that lead out of a tracker into another one of the same town: which those can be, by the
names alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from beadwork.model.dependencies.dependency import is_foreign


class Neighbour(NamedTuple):
    """Another tracker of the town: its database, and the project that this has to be of."""

    database: str
    project_id: str
    address: Any = None
    """Where its server is, where that is another one of the town (dolt/connection/address.py); None
    for the same.
    """


class Neighbours(NamedTuple):
    """The trackers of a town, as the routes name them; outside a town there are none."""

    of_issues: Callable[[Iterable[str]], dict[str, Neighbour]] = lambda _: {}
    """Returns the tracker of each of these ids to which a route leads; one's own may be among them.
    """
    trackers: Callable[[], list[Neighbour]] = list
    """Returns all trackers, on this server and on others; one's own is among them."""


NO_NEIGHBOURS = Neighbours()


def may_lead_away(issue_id: str, target: str) -> bool:
    """Tell whether an edge could lead into another tracker: only one between ids of different
    prefixes.

    Two ids of one prefix (`ids.prefix_of`, written out as it is asked of every edge) are routed
    alike, so what hangs together as usual is never looked for elsewhere.
    """
    return target.rpartition("-")[0] != issue_id.rpartition("-")[0] and not is_foreign(target)
