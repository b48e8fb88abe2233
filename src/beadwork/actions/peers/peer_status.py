"""How far a peer is behind what would be sent, and ahead of it, by what is known here."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from beadwork.actions.peers import outbound_branch, push_peer
from beadwork.dolt.versions import branches, remotes
from beadwork.model.peers.peer import Peer
from beadwork.model.sovereignty.tier import Tier

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Session


class Standing(NamedTuple):
    """A peer as it was known at the last push or pull."""

    branch: str
    """The branch that is sent to the peer."""
    head: str
    """The newest known commit of the peer, "" before the first push or pull."""
    ahead: int
    """Commits of `main` since the branch was last brought up, or since the peer's newest commit
    where the branch is a copy of `main`.
    """
    behind: int
    """Commits of the peer that are not taken in."""


class PeerState(NamedTuple):
    """A peer, and how far it is."""

    peer: Peer
    tier: Tier
    standing: Standing


def read(root: Session, peer: str, tier: Tier) -> Standing:
    """Return how far a peer is."""
    branch = push_peer.branch_of(root, tier, peer)
    head = remotes.tracked(root, peer).head
    if not head:
        ((ahead, _),) = branches.distances(root, ["main"], outbound_branch.first_commit(root))
        return Standing(branch, "", ahead, 0)
    is_there = branch in branches.names(root)
    of_main, of_branch = branches.distances(root, ["main", branch if is_there else "main"], head)
    shared = branches.merge_base(root, "main", head)
    is_copy = shared != outbound_branch.first_commit(root)
    return Standing(branch, head, of_main.ahead if is_copy else of_branch.ahead, of_branch.behind)
