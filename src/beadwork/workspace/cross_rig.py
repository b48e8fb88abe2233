"""The trackers beside one's own: in a town, those that the routes lead to, on the same server or on
another one of the town.

Asked only for ids that stand at the end of an edge and have another prefix: outside a town, and for
whoever has no such edge, nothing is read.
"""

from __future__ import annotations

from collections.abc import Iterable

from beadwork.dolt.connection.address import Address
from beadwork.dolt.server import accounts
from beadwork.dolt.server.files import home
from beadwork.errors import BadTown, BadWorkspace, NoServer, UntrustedServer
from beadwork.model.dependencies.cross_rig import Neighbour
from beadwork.workspace import locate, routes, town
from beadwork.workspace.connection.server import PLACE, Flags, choose, effective_settings
from beadwork.workspace.locate import Workspace
from beadwork.workspace.routes import Route


def of(
    place: str,
    ids: Iterable[str],
    address: Address,
    flags: Flags,
    known_routes: Iterable[Route] | None = None,
) -> dict[str, Neighbour]:
    """Return the tracker of each id that a route leads to one for; one's own may be among them.

    The routes are `known_routes`, or those of the town.

    Raises:
        BadTown: the town's routes cannot be read.
    """
    root = town.root_above(place)
    if not root:
        return {}
    at = routes.places_of(root, ids, known_routes)
    known = {directory: _at(directory, address, flags) for directory in set(at.values())}
    return {issue_id: found for issue_id, directory in at.items() if (found := known[directory])}


def all_of(place: str, address: Address, flags: Flags) -> list[Neighbour]:
    """Return the trackers of the town that routes lead to, on whichever server of the town; one's
    own is among them.

    None where the routes cannot be read: who has to follow one says so.
    """
    try:
        places = routes.places(town.root_above(place))
    except BadTown:
        return []
    known = (_at(directory, address, flags) for directory in places)
    return list(dict.fromkeys(found for found in known if found))


def _at(directory: str, address: Address, flags: Flags) -> Neighbour | None:
    try:
        workspace = locate.governing(directory)
        at = place_of(workspace, address, flags) if workspace else None
    except (BadWorkspace, NoServer):  # its own commands say so
        return None
    if workspace is None or at is None:
        return None
    return Neighbour(
        workspace.database, workspace.project_id, _entry(workspace, at, address, flags)
    )


def _entry(workspace: Workspace, at: Address, address: Address, flags: Flags) -> Address | None:
    """Return how a neighbour is read: None for the session that is open already.

    A project's own account reaches no other database, so there it is the account that only reads.
    """
    chosen = choose(workspace.metadata, flags, workspace.root, workspace.beads)
    if chosen.home is None or not accounts.are_kept(chosen.address):
        return None if at is address else at
    if at is address and address.user == chosen.address.user:
        return None  # root, before the accounts are made
    # A project whose account was never made is not one that the reader may read yet.
    if accounts.of_project(chosen.home, chosen.address, workspace.database) is None:
        return chosen.address
    return accounts.of_reader(chosen.home, chosen.address) or chosen.address


def place_of(workspace: Workspace, address: Address, flags: Flags) -> Address | None:
    """Return where a workspace of the same town lives: `address` itself, or its rig's own server;
    None for elsewhere.

    Raises:
        BadWorkspace: what it says of its server cannot be.
    """
    if same_server(workspace, address, flags):
        return address
    if address.managed and not _names_a_server(workspace, flags):
        return choose(workspace.metadata, flags, workspace.root, workspace.beads).address
    return None


def same_server(workspace: Workspace, address: Address, flags: Flags) -> bool:
    """Tell whether a workspace of the same town lives on the server at `address`.

    Raises:
        BadWorkspace: what it says of its server cannot be.
    """
    if not _names_a_server(workspace, flags) and not home.is_per_rig(
        town.root_above(workspace.root)
    ):
        return address.managed  # whoever names no server has the town's
    try:
        chosen = choose(workspace.metadata, flags, workspace.root, workspace.beads).address
    except UntrustedServer:  # it is not asked which one that is
        return False
    return (chosen.host, chosen.port, chosen.socket) == (address.host, address.port, address.socket)


def _names_a_server(workspace: Workspace, flags: Flags) -> bool:
    values = effective_settings(workspace.metadata, flags, workspace.beads)
    # A socket of a repository counts: `choose` refuses it by name.
    return any(key in values for key in PLACE) or bool(workspace.metadata.get("dolt_server_socket"))
