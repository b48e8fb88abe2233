"""Push `main` to a remote, and no other branch.

A push of a state that the remote has is one round trip. A remote that has moved is merged into
`main` by the rules, and the push is tried again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from beadwork.actions.remotes import failures
from beadwork.dolt.connection.server_errors import Fault, ServerError
from beadwork.dolt.versions import remotes
from beadwork.dolt.versions.remotes import Tracked
from beadwork.dolt.writing import dolt_commit
from beadwork.model.settings_table import int_setting

if TYPE_CHECKING:
    from beadwork.actions.merging.merge import Merge
    from beadwork.actions.remotes.pull import Pulled
    from beadwork.dolt.connection.session import Session
else:
    Merge = Any  # `get_type_hints` needs a name; a push of nothing new loads no merging

LOCK_SECONDS = int_setting("dolt.lock-timeout")
TRIES = int_setting("remotes.push-tries")
"""A remote that other towns push to at the same time may have moved again after the merge."""


class Pushed(NamedTuple):
    """A push. `before` is the newest commit of the remote's `main` before it, as it was known here,
    empty at the first push. `local` and `remote_head` are the newest commits on both sides after
    it. `is_new` tells whether the remote got anything. `merged` has the merges on the way.
    """

    remote: str
    url: str
    branch: str
    before: str
    local: str
    remote_head: str
    is_new: bool
    merged: tuple[Merge, ...] = ()
    tries: int = 1


Merging = Callable[[], "Pulled"]
"""Brings what a remote has into `main`: a pull."""
HasBranch = Callable[[str], bool | None]
"""Tells whether a git remote, by Dolt's URL, has a branch; None where it does not answer."""


def push(
    root: Session,
    name: str,
    holder: Callable[[], str],
    *,
    pull: Merging | None,
    has_branch: HasBranch,
) -> Pushed:
    """Push `main` to a remote. `root` is a session of root's account on `main`, and `holder` gives
    the name of the writer for whoever waits for the writer lock.

    Where the remote has moved, `pull` brings its commits into `main`, and the push is tried again.
    None refuses instead.

    Raises:
        NotFound: there is no such remote.
        RemoteMoved: it has commits that are not here, and `pull` is None, or it moved at each try.
        BeadworkError: the remote did not take it, or what it has is refused.
        ServerError: the connection to our server broke; the push may be repeated.
    """
    merged: list[Merge] = []
    for number in range(1, TRIES + 1):
        try:
            before, after = _push(root, name, holder, has_branch)
        except ServerError as error:
            known = remotes.tracked(root, name) if not error.is_lost else Tracked(name, "", "", "")
            if error.is_lost and not error.is_slow:
                raise
            if error.fault is not Fault.NON_FAST_FORWARD or pull is None or number == TRIES:
                raise failures.explained(error, known) from error
            pulled = pull()
            merged += [pulled.merge] if pulled.merge else []
            continue
        return Pushed(
            name, after.url, remotes.BRANCH, before.head, after.local, after.head,
            is_new=before.head != after.head, merged=tuple(merged), tries=number,
        )  # fmt: skip
    raise AssertionError(TRIES)


def _push(
    root: Session, name: str, holder: Callable[[], str], has_branch: HasBranch
) -> tuple[Tracked, Tracked]:
    try:
        return remotes.push_known(root, name)
    except ServerError as error:
        if not remotes.is_not_ready(error):
            raise
    before = remotes.tracked(root, name)
    if not before.is_known:
        raise failures.no_remote(name)
    commit_first(root, holder)
    if not before.head:
        _refuse_no_branch(before, has_branch)
    remotes.push(root, name)
    return before, remotes.tracked(root, name)


def commit_first(root: Session, holder: Callable[[], str]) -> None:
    """Commit what is uncommitted, under its own message and author: a push takes only commits."""
    if dolt_commit.has_uncommitted(root):
        from beadwork.dolt.writing import working_set  # most pushes find nothing uncommitted

        working_set.commit(root, holder(), LOCK_SECONDS)


def _refuse_no_branch(remote: Tracked, has_branch: HasBranch) -> None:
    """Refuse a git remote that Dolt could not push to, before Dolt is asked."""
    if not remote.url.startswith("git+"):
        return
    import shutil  # only a first push needs it

    if shutil.which("git") is None:
        raise failures.no_git(remote)
    if has_branch(remote.url) is False:
        raise failures.no_branch(remote)
