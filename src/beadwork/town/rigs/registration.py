"""A rig's two entries in a town: in the registry, and in the routes. They change together.

Whoever changes them holds the town's lock (registry_lock.py).
"""

from __future__ import annotations

from beadwork.errors import Exists
from beadwork.town.layout import Town
from beadwork.town.rigs import registry, routes, unfinished_add
from beadwork.town.rigs.registry import Rig
from beadwork.workspace.routes import Route


def refuse_taken(town: Town, name: str, prefix: str) -> None:
    """Refuse a name or a prefix that another rig has, and a prefix that overlaps with one.

    Raises:
        Exists: the name or the prefix is taken; the message names the rig or the route.
        Invalid: the prefix is not valid.
    """
    registry.check_prefix(name, prefix)
    registry.refuse_taken(town, name, prefix)
    wanted = _route(town, name, prefix)
    routes.refuse_taken(town, wanted)
    for other in routes.read(town):
        if other.path != wanted.path and overlap(other.prefix, wanted.prefix):
            longer = max(other.prefix, wanted.prefix, key=len)
            raise Exists(
                f"ids in {other.path} begin with {other.prefix}, which overlaps with "
                f"{wanted.prefix}: an id like {longer}1 could be of either",
                hint=f"gt rig add {name} … --prefix P",
            )


def overlap(one: str, other: str) -> bool:
    """Return whether ids with one prefix of a route could have the other one, too.

    >>> overlap("wg-", "wg-two-"), overlap("wg-", "wgt-")
    (True, False)
    """
    return one.startswith(other) or other.startswith(one)


def register(town: Town, rig: Rig) -> None:
    """Write both entries of a rig.

    Raises:
        Exists: the name or the prefix is taken.
    """
    refuse_taken(town, rig.name, rig.prefix)
    registry.register(town, rig)
    routes.put(town, _route(town, rig.name, rig.prefix))


def complete(town: Town, rig: Rig) -> bool:
    """Write the route of a registered rig where it is missing, and return whether it was."""
    route = _route(town, rig.name, rig.prefix)
    if route in routes.read(town):
        return False
    routes.put(town, route)
    return True


def unregister(town: Town, name: str) -> None:
    """Remove both entries of a rig. A missing entry is no error.

    Raises:
        BadTown: a file cannot be read. Nothing was changed.
    """
    routes.read(town)
    registry.unregister(town, name)
    routes.remove(town, _path(town, name))


def unregister_unfinished(town: Town, name: str) -> None:
    """Remove the entries of a rig whose `gt rig add` was killed after it wrote them."""
    if unfinished_add.is_half_made(town, name):
        unregister(town, name)


def _route(town: Town, name: str, prefix: str) -> Route:
    return Route(f"{prefix}-", _path(town, name))


def _path(town: Town, name: str) -> str:
    return str(town.clone(name).relative_to(town.root))
