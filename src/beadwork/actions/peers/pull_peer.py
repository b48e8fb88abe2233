"""Take in what a peer has: into `main`, or over the outbound branch that the peer cloned."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from beadwork.actions.merging.merge import Merge
from beadwork.actions.peers import carry, origin, outbound, outbound_branch
from beadwork.actions.remotes import failures
from beadwork.actions.remotes.pull import Fetched, Pulled
from beadwork.dolt.versions import branches
from beadwork.model.peers.carried import Carrying
from beadwork.model.sovereignty import pseudonyms
from beadwork.store.history import outbound_rows

if TYPE_CHECKING:
    from beadwork.actions.peers.outbound import KeptBack, Request
    from beadwork.dolt.connection.session import Session
    from beadwork.dolt.writing.write import Writer


class PeerPulled(NamedTuple):
    """A pull from a peer. Either the peer's commits are in `main`, or what it changed on the
    outbound branch was carried over.
    """

    fetched: Fetched
    pulled: Pulled | None
    carried: int
    """How many issues were changed by carrying over."""
    is_carried: bool

    @property
    def merge(self) -> Merge | None:
        """The merge into `main`, where there was one."""
        return self.pulled.merge if self.pulled else None

    @property
    def is_new(self) -> bool:
        """Whether anything changed here."""
        if self.pulled:
            return self.pulled.before != self.pulled.after
        return self.carried > 0


def take(
    root: Session,
    writer: Writer,
    fetched: Fetched,
    request: Request,
    kept_back: KeptBack,
) -> PeerPulled:
    """Take in what was fetched from a peer. The writer's session is on `main`.

    Raises:
        UnrelatedHistory: neither `main` nor an outbound branch has history in common with the peer.
        BeadworkError, ServerError: nothing of it was taken in.
    """
    head, peer = fetched.remote.head, fetched.remote.name
    bridge = _bridge(root, request, head)
    if not bridge:
        base = branches.merge_base(root, "main", head)
        if base == outbound_rows.root(root, "main")[0]:
            raise failures.unrelated(fetched.remote)
        return PeerPulled(fetched, origin.take(writer, fetched, peer), 0, is_carried=False)
    own = outbound_branch.name(request.tier, peer)
    if not _is_new(root, bridge, head) and own != bridge:
        return PeerPulled(fetched, None, 0, is_carried=True)
    outbound_branch.prepare(root, own, request.tier, outbound_rows.head(root, bridge))
    return _carry(writer, fetched, request._replace(branch=own), kept_back)


def _carry(writer: Writer, fetched: Fetched, request: Request, kept_back: KeptBack) -> PeerPulled:
    main = writer.session
    outbound.update(main, request, kept_back)
    carry.merge_theirs(main, request, fetched.remote.head, fetched.came_from)
    names = pseudonyms.by_pseudonym(kept_back.persons, request.secret)
    view = outbound.view_of(main, request, kept_back)
    changed = carry.carry(writer, request, Carrying(view, names, fetched.remote.name))
    return PeerPulled(fetched, None, changed, is_carried=True)


def _bridge(root: Session, request: Request, head: str) -> str:
    """Return the outbound branch that a peer's commit descends from, "" where it is `main`."""
    known = branches.names(root)
    if request.branch not in known:
        return ""
    base = branches.merge_base(root, request.branch, head)
    is_of_main = branches.merge_base(root, "main", base) == base
    return "" if is_of_main else request.branch


def _is_new(root: Session, branch: str, head: str) -> bool:
    """Tell whether the commit is not in the branch yet."""
    return branches.merge_base(root, branch, head) != head
