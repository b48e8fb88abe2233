"""The peers of one workspace, and the tiers by which something leaves for them.

A peer is stored in the person's own settings (own_settings.py), as `federation.peers.NAME` and
`federation.tiers.NAME`. No file of a repository adds a peer, sends issues to another place than the
person named, or makes a tier laxer. A repository may make it stricter.
"""

from __future__ import annotations

import os

from beadwork import errors
from beadwork.model.peers.peer import Peer
from beadwork.model.sovereignty import organization, tier
from beadwork.model.sovereignty.tier import Tier
from beadwork.workspace.settings import config_yaml, own_settings, sync_mode
from beadwork.workspace.settings.own_settings import PEERS, TIERS

SOVEREIGNTY = "federation.sovereignty"
SOVEREIGNTY_VARIABLE = "BD_FEDERATION_SOVEREIGNTY"
NAME = "federation.name"
"""The setting with the name by which other towns know this one."""
_OR_STRICTER = "+"
"""Follows the tier of a peer that was added without one: it is at least what counted then."""


def read(beads: str) -> list[Peer]:
    """Return the peers by name.

    Raises:
        BadWorkspace: the file is damaged.
    """
    found = own_settings.read(beads)
    names = sorted(key.removeprefix(PEERS) for key in found if key.startswith(PEERS))
    return [_peer(name, found) for name in names]


def _peer(name: str, found: dict[str, str]) -> Peer:
    written = found.get(f"{TIERS}{name}", "")
    is_own = bool(written) and not written.endswith(_OR_STRICTER)
    chosen = tier.parse(written.removesuffix(_OR_STRICTER)) if written else tier.DEFAULT
    return Peer(name, found[f"{PEERS}{name}"], chosen, is_own)


def add(beads: str, peer: Peer) -> None:
    """Store a peer; one of the same name is replaced."""
    # The tier first: a peer without one would count as T1.
    suffix = "" if peer.is_own_tier else _OR_STRICTER
    own_settings.change(beads, f"{TIERS}{peer.name}", f"{peer.tier.name}{suffix}")
    own_settings.change(beads, f"{PEERS}{peer.name}", peer.endpoint)


def remove(beads: str, name: str) -> None:
    """Delete a peer."""
    own_settings.change(beads, f"{PEERS}{name}", None)
    own_settings.change(beads, f"{TIERS}{name}", None)


def of_workspace(beads: str) -> Tier:
    """Return the tier of the workspace: BD_FEDERATION_SOVEREIGNTY, else the setting.

    Raises:
        Invalid: the variable or the setting names no tier.
    """
    written = os.environ.get(SOVEREIGNTY_VARIABLE) or config_yaml.read(beads).get(SOVEREIGNTY)
    return tier.parse(written) if written else tier.DEFAULT


def own_organization(beads: str) -> list[str]:
    """Return the hosts and beginnings of endpoints of the own organization."""
    return organization.entries(own_settings.read(beads).get(organization.KEY, ""))


def own_name(beads: str) -> str:
    """Return the name that the person gave this town for its peers, "" where none is set."""
    return own_settings.read(beads).get(NAME, "")


FEDERATED_MODES = ("dolt-native", "belt-and-suspenders")


def require_federation(beads: str) -> None:
    """Raise Usage where the sync mode leaves no room for peers."""
    mode = sync_mode.of(config_yaml.read(beads))
    if mode not in FEDERATED_MODES:
        raise errors.Usage(
            f"the sync mode {mode} has no peers: {' and '.join(FEDERATED_MODES)} have",
            hint=f"bd config set sync.mode {FEDERATED_MODES[0]}",
        )
