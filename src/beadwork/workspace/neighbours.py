"""The trackers beside one's own: in a town, those that the routes lead to and that live on the same server.

Asked only for ids that stand at the end of an edge and have another prefix: outside a town, and for whoever has no such
edge, nothing is read.
"""

from __future__ import annotations

from collections.abc import Iterable

from beadwork.dolt.address import Address
from beadwork.errors import BadWorkspace
from beadwork.model.neighbour import Neighbour
from beadwork.workspace import locate, routes, town
from beadwork.workspace.locate import Workspace
from beadwork.workspace.server import PLACE, Flags, choose, heeded


def of(place: str, ids: Iterable[str], address: Address, flags: Flags) -> dict[str, Neighbour]:
    """Return the tracker of each id that a route leads to one for; one's own may be among them.

    Raises:
        BadTown: the routes cannot be read.
    """
    root = town.root_above(place)
    if not root:
        return {}
    at = routes.places_of(root, ids)
    known = {directory: _at(directory, address, flags) for directory in set(at.values())}
    return {issue_id: found for issue_id, directory in at.items() if (found := known[directory])}


def _at(directory: str, address: Address, flags: Flags) -> Neighbour | None:
    try:
        workspace = locate.governing(directory)
        if workspace is None or not same_server(workspace, address, flags):
            return None
    except BadWorkspace:  # its own commands say so
        return None
    return Neighbour(workspace.database, workspace.project_id)


def same_server(workspace: Workspace, address: Address, flags: Flags) -> bool:
    """Tell whether a workspace of the same town lives on the server at `address`.

    Raises:
        BadWorkspace: what it says of its server cannot be.
    """
    if not any(key in heeded(workspace.metadata, flags) for key in PLACE):
        return address.managed  # whoever names no server has the town's
    chosen = choose(workspace.metadata, flags, workspace.root).address
    return (chosen.host, chosen.port, chosen.socket) == (address.host, address.port, address.socket)
