"""Fetch a remote's `main`, and merge it into ours by the rules, in one transaction.

What comes in is checked before anything opens it (incoming.py). The merge goes from the fetched
commit itself: what was checked is what is merged, and a process that is killed leaves no branch
behind. Where `main` here has no commit of its own it is moved forward instead, so that two clones
do not merge each other's merges for ever.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from beadwork.actions.merging import merge as merging_action
from beadwork.actions.merging.merge import Merge
from beadwork.actions.remotes import failures, incoming
from beadwork.dolt.connection.server_errors import Fault, ServerError
from beadwork.dolt.versions import branches, merging, remotes
from beadwork.dolt.versions.remotes import Tracked
from beadwork.dolt.writing import hold_lock, uncommitted
from beadwork.model.merging.three_way import NEWEST

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Session
    from beadwork.dolt.versions.merging import Divergence
    from beadwork.dolt.writing.write import Writer


class Fetched(NamedTuple):
    """A remote after a fetch. `commits` are those of its `main` that ours has not, and `behind`
    those of ours that it has not.
    """

    remote: Tracked
    commits: int
    behind: int

    @property
    def came_from(self) -> str:
        """What the fetched commit is called in messages."""
        return f"{self.remote.name}/{remotes.BRANCH}"


class Pulled(NamedTuple):
    """A pull: the newest commit of `main` before and after it, and the fetched commits.

    `merge` is None where nothing had to be merged: there was nothing new, or `main` was moved
    forward.
    """

    remote: str
    url: str
    before: str
    after: str
    fetched: int
    remote_head: str
    merge: Merge | None = None


def fetch(root: Session, name: str) -> Fetched:
    """Fetch a remote's `main`, and check what came. `root` is a session of root's account.

    Raises:
        NotFound: there is no such remote, or it holds no tracker yet.
        BeadworkError: the remote cannot be read, or what came is refused.
        ServerError: the connection to our server broke.
    """
    known = remotes.tracked(root, name)
    if not known.is_known:
        raise failures.no_remote(name)
    try:
        remotes.fetch(root, name)
    except ServerError as error:
        if error.is_lost and not error.is_slow:
            raise
        if failures.is_empty(error):
            raise failures.no_data(known) from error
        raise failures.explained(error, known) from error
    return _checked(root, remotes.tracked(root, name))


def pull(root: Session, writer: Writer, name: str, strategy: str = NEWEST) -> Pulled:
    """Fetch a remote's `main` and bring it into ours. The writer's session is on `main`.

    Raises:
        BeadworkError, ServerError: as `fetch` and `take`; nothing was changed here.
    """
    return take(writer, fetch(root, name), strategy)


def take(writer: Writer, fetched: Fetched, strategy: str = NEWEST) -> Pulled:
    """Bring a fetched commit into `main`: move `main` forward, or merge by the rules.

    Raises:
        MergeRefused, SchemaNewer: nothing was merged.
        LockTimeout: another writer holds the writer lock.
        ServerError: the server failed.
    """
    remote, session = fetched.remote, writer.session
    divergence = _look(writer, fetched)
    before, made = divergence.heads.ours, None
    if not divergence.heads.is_merged and not _moved_forward(writer, divergence):
        made = writer.write(
            lambda tx: merging_action.merge(tx, divergence, strategy),
            merging_action.questions(divergence),
            always_commit=True,
        )
    after = remotes.tracked(session, remote.name).local
    return Pulled(remote.name, remote.url, before, after, fetched.commits, remote.head, made)


def _checked(root: Session, remote: Tracked) -> Fetched:
    """Return what was fetched, once it is checked."""
    if not remote.head:
        raise failures.no_data(remote)
    try:
        incoming.inspect(root, remote.head, f"{remote.name}/{remotes.BRANCH}")
        (distance,) = branches.distances(root, [remote.head], remotes.BRANCH)
    except ServerError as error:
        if error.fault is Fault.UNRELATED:
            raise failures.unrelated(remote) from error
        raise
    return Fetched(remote, distance.ahead, distance.behind)


def _look(writer: Writer, fetched: Fetched) -> Divergence:
    return merging_action.look_at_commit(writer.session, fetched.remote.head, fetched.came_from)


def _moved_forward(writer: Writer, divergence: Divergence) -> bool:
    """Move `main` forward to the fetched commit; return False where it has commits of its own."""
    if divergence.heads.base != divergence.heads.ours:
        return False
    session = writer.session
    with hold_lock.held(session, writer.author.name, writer.lock_seconds):
        uncommitted.commit(session)
        now = merging.compare_commit(session, divergence.commit, divergence.branch)
        if now.heads.base != now.heads.ours:
            return False
        merging.fast_forward(session, divergence.commit)
    return True
