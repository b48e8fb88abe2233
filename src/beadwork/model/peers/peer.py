"""A peer: the name of a Dolt remote, where it is, and its sovereignty tier."""

from __future__ import annotations

import re
from typing import NamedTuple

from beadwork import errors
from beadwork.model.sovereignty.tier import Tier

RESERVED = ("origin", "main", "master", "head", "ledger", "commons")
"""Names of other remotes, and words that mean something else to Git and Dolt."""
LONGEST_NAME = 64

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


class Peer(NamedTuple):
    """One peer of a workspace."""

    name: str
    endpoint: str
    """As it was typed, without a password."""
    tier: Tier
    is_own_tier: bool
    """Whether the peer was added with a tier. Otherwise a stricter tier of the workspace counts."""

    def effective(self, of_workspace: Tier) -> Tier:
        """Return the tier by which something leaves for this peer."""
        return self.tier if self.is_own_tier else max(self.tier, of_workspace)


def check(name: str) -> str:
    """Return the name of a new peer.

    Raises:
        Invalid: the name is reserved, or not valid for a peer.
    """
    if len(name) > LONGEST_NAME:
        raise errors.Invalid(
            f"the name of a peer has {len(name)} characters; at most {LONGEST_NAME} are allowed"
        )
    if not _NAME.fullmatch(name):
        raise errors.Invalid(
            f'no peer can be called "{name}"',
            hint="a name begins with a letter, and has letters, digits, - and _ only",
        )
    if name.lower() in RESERVED:
        raise errors.Invalid(
            f'no peer can be called "{name}": the name is reserved', hint=f"{name}-town, say"
        )
    return name


def with_name(peers: list[Peer], name: str) -> Peer:
    """Return the peer of a name.

    Raises:
        NotFound: there is no such peer; the hint lists the peers.
    """
    found = next((peer for peer in peers if peer.name == name), None)
    if found is None:
        names = ", ".join(peer.name for peer in peers)
        raise errors.NotFound(
            f'no peer "{name}"',
            hint=f"the peers are: {names}" if names else "bd federation add-peer NAME ENDPOINT",
        )
    return found


def refuse_taken(peers: list[Peer], name: str) -> None:
    """Raise Exists where a peer has this name, in any case of its letters."""
    taken = next((peer for peer in peers if peer.name.lower() == name.lower()), None)
    if taken is not None:
        raise errors.Exists(
            f"peer already exists: {taken.name}", hint="bd federation list-peers", name=taken.name
        )
