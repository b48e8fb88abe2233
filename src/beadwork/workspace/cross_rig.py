"""The other trackers of a town: those that the routes lead to, on the same server or on another
server of the town.

They are looked up only for ids that a dependency leads to and that have another prefix. Outside a
town, and without such a dependency, nothing is read.
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
    """Return, by id, the tracker that a route leads to; the caller's own may be among them. An id
    without one is left out.

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
    """Return the trackers of the town that routes lead to, on any server of the town; the caller's
    own is among them.

    The list is empty where the routes cannot be read: the command that follows a route says so.
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
    except (BadWorkspace, NoServer):  # commands in that workspace say so
        return None
    if workspace is None or at is None:
        return None
    return Neighbour(
        workspace.database, workspace.project_id, _entry(workspace, at, address, flags)
    )


def _entry(workspace: Workspace, at: Address, address: Address, flags: Flags) -> Address | None:
    """Return the address by which a neighbour is read; None for the session that is open already.

    A project's own account reaches no other database, so the address has the account that only
    reads.
    """
    chosen = choose(workspace.metadata, flags, workspace.root, workspace.beads)
    if chosen.home is None or not accounts.are_kept(chosen.address):
        return None if at is address else at
    if at is address and address.user == chosen.address.user:
        return None  # root, before the accounts are made
    # The reader may not yet read a project whose account was never made.
    if accounts.of_project(chosen.home, chosen.address, workspace.database) is None:
        return chosen.address
    return accounts.of_reader(chosen.home, chosen.address) or chosen.address


def place_of(workspace: Workspace, address: Address, flags: Flags) -> Address | None:
    """Return the server of a workspace of the same town: `address` itself, or its rig's own server;
    None for a server outside the town.

    Raises:
        BadWorkspace: the workspace names a server that cannot be.
    """
    if same_server(workspace, address, flags):
        return address
    if address.managed and not _names_a_server(workspace, flags):
        return choose(workspace.metadata, flags, workspace.root, workspace.beads).address
    return None


def same_server(workspace: Workspace, address: Address, flags: Flags) -> bool:
    """Tell whether a workspace of the same town is on the server at `address`.

    Raises:
        BadWorkspace: the workspace names a server that cannot be.
    """
    if not _names_a_server(workspace, flags) and not home.is_per_rig(
        town.root_above(workspace.root)
    ):
        return address.managed  # a workspace that names no server is on the town's
    try:
        chosen = choose(workspace.metadata, flags, workspace.root, workspace.beads).address
    except UntrustedServer:  # it is not contacted to find out
        return False
    return (chosen.host, chosen.port, chosen.socket) == (address.host, address.port, address.socket)


def _names_a_server(workspace: Workspace, flags: Flags) -> bool:
    values = effective_settings(workspace.metadata, flags, workspace.beads)
    # A socket that a repository names counts here: `choose` refuses it by name.
    return any(key in values for key in PLACE) or bool(workspace.metadata.get("dolt_server_socket"))
