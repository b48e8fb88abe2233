"""Push to a peer what its tier lets out, as the peer's `main`.

What is pushed is a branch of its own, never `main` itself. At T1 and T2 it is a copy of `main` as
long as history has no private issue: the copy stays at the commit that was searched, whatever is
written meanwhile. From then on, and at T3 and T4 always, it is an outbound branch (outbound.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from beadwork.actions.peers import outbound, outbound_branch
from beadwork.actions.peers.outbound import KeptBack, Request
from beadwork.actions.remotes import failures
from beadwork.dolt.connection.server_errors import Fault, ServerError
from beadwork.dolt.versions import branches, remotes
from beadwork.errors import SovereigntyRefused
from beadwork.model.hints import command
from beadwork.model.sovereignty.tier import Tier
from beadwork.store.history import outbound_rows

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Session
    from beadwork.dolt.versions.remotes import Tracked


class PeerPushed(NamedTuple):
    """A push to a peer."""

    branch: str
    """The branch that was pushed."""
    head: str
    """Its newest commit, which the peer's `main` has now."""
    before: str
    """What the peer's `main` was known to have before; empty at the first push."""
    is_outbound: bool
    """Whether the branch is an outbound branch, and no copy of `main`."""
    issues: int
    """How many issues the outbound branch was given or lost since the last push."""

    @property
    def is_new(self) -> bool:
        """Whether the peer got anything."""
        return self.head != self.before


def branch_of(session: Session, tier: Tier, peer: str) -> str:
    """Return the branch that is pushed to a peer: its own, or that of all peers of the tier."""
    own = outbound_branch.name(tier, peer)
    if tier < Tier.T3 or own in branches.names(session):
        return own
    return outbound_branch.name(tier)


def prepare(root: Session, request: Request, kept_back: KeptBack, peer: str) -> bool:
    """Bring the branch of a push up to `main`, without contacting the peer. Return whether it is an
    outbound branch.

    Raises:
        BeadworkError: the branch cannot be made.
    """
    is_copy = request.tier < Tier.T3 and not kept_back.private
    if is_copy:
        _copy_main(root, request.branch, kept_back.checked)
        return False
    known = remotes.tracked(root, peer)
    start = _common(root, known) if request.tier < Tier.T3 else ""
    outbound_branch.prepare(root, request.branch, request.tier, start)
    return True


def _copy_main(root: Session, branch: str, commit: str) -> None:
    """Put a branch at a commit of `main`. It is made anew, so that no old working set stays."""
    if branch in branches.names(root):
        if outbound_rows.head(root, branch) == commit:
            return
        branches.delete(root, branch)
    branches.create(root, branch, commit)


def _common(root: Session, known: Tracked) -> str:
    """Return the newest commit of `main` that the peer has, "" where there is none: it was sent
    before anything was private.
    """
    if not known.head:
        return ""
    found = branches.merge_base(root, "main", known.head)
    first, _ = outbound_rows.root(root, "main")
    return "" if found == first else found


def send(root: Session, branch: str, peer: str) -> tuple[Tracked, str]:
    """Push a branch as the peer's `main`. Return what was known of the peer before, and the commit
    that it has now.

    Raises:
        RemoteMoved: the peer has commits that the branch has not.
        BeadworkError: the peer did not take it.
        ServerError: the connection to our server broke.
    """
    before = remotes.tracked(root, peer)
    head = outbound_rows.head(root, branch)
    try:
        remotes.push_branch(root, peer, branch)
    except ServerError as error:
        if error.is_lost and not error.is_slow:
            raise
        if error.fault is Fault.NON_FAST_FORWARD:
            raise failures.moved(before) from error
        raise failures.explained(error, before) from error
    return before, head


def _refuse_named(root: Session, request: Request, peer: str) -> None:
    """Refuse to send a commit that names somebody: raw SQL may have made one on the branch. The
    partner's own commits, which the partner has, may name anybody.

    Raises:
        SovereigntyRefused: the message has the names.
    """
    known = remotes.tracked(root, peer).head
    named = outbound_rows.authors(root, known, request.branch) - outbound_branch.NEUTRAL
    if named:
        raise SovereigntyRefused(
            f"{request.branch} has commits that name {', '.join(sorted(named))}; nothing was sent",
            hint=command("bd", "branch", "show", request.branch),
        )


def push(root: Session, request: Request, kept_back: KeptBack, peer: str) -> PeerPushed:
    """Push to a peer.

    Raises:
        RemoteMoved: the peer has commits that are not here.
        BeadworkError, ServerError: as `prepare` and `send`.
    """
    is_outbound = prepare(root, request, kept_back, peer)
    issues = outbound.update(root, request, kept_back) if is_outbound else 0
    if request.tier >= Tier.T3:
        _refuse_named(root, request, peer)
    before, head = send(root, request.branch, peer)
    return PeerPushed(request.branch, head, before.head, is_outbound, issues)
