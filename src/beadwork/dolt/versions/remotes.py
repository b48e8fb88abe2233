"""The remotes of a database; the server pushes and fetches, with its own environment and
credentials.

Only root may run these statements (dolt/server/accounts.py). Only `main` is pushed or fetched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from beadwork.dolt.connection.server_errors import ServerError
from beadwork.dolt.relays import relay
from beadwork.dolt.versions import push_lock, remote_url
from beadwork.dolt.writing import hold_lock, writer_lock

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Session

BRANCH = "main"
ALL = "SELECT name, url FROM dolt_remotes ORDER BY name"
ADD = "CALL DOLT_REMOTE('add', %s, %s)"
ADD_WITH_REF = "CALL DOLT_REMOTE('add', '--ref', %s, %s, %s)"
REMOVE = "CALL DOLT_REMOTE('remove', %s)"
PUSH = "CALL DOLT_PUSH(%s, 'main')"
PUSH_BRANCH = "CALL DOLT_PUSH(%s, %s)"
FETCH = "CALL DOLT_FETCH(%s, 'main')"
TRACKED = """
    SELECT (SELECT url FROM dolt_remotes WHERE name = %s),
        (SELECT hash FROM dolt_remote_branches WHERE name = %s), DOLT_HASHOF('main')
"""
PUSH_IF_KNOWN = """
    CALL DOLT_PUSH(IF(
        (SELECT COUNT(*) FROM dolt_remote_branches WHERE name = %s) = 1
            AND NOT EXISTS (SELECT 1 FROM dolt_status)
            AND NOT EXISTS (SELECT 1 FROM dolt_remotes WHERE name = %s AND url LIKE %s)
            AND GET_LOCK(%s, %s) = 1,
        %s, 'not pushed yet'), 'main')
"""
"""Dolt takes expressions as arguments. A remote that was never pushed to or fetched from is looked
at first, what is uncommitted is committed first, and a relay is locked first; a push that runs has
the lock of the remote. The name that no remote can have makes this statement fail before anything
is sent.
"""
NOT_KNOWN = "remote 'not pushed yet' not found"


class Tracked(NamedTuple):
    """One remote, as this database knows it.

    `head` is the newest commit of the remote's `main` at the last push or fetch, empty where there
    was none. `local` is the newest commit of `main` here.
    """

    name: str
    url: str
    head: str
    local: str

    @property
    def is_known(self) -> bool:
        """Tell whether the database has such a remote."""
        return bool(self.url)


def tracking_branch(name: str) -> str:
    """Return Dolt's name for the copy of a remote's `main`, as `dolt_remote_branches` has it."""
    return f"remotes/{name}/{BRANCH}"


def add(session: Session, name: str, url: str, ref: str = "") -> None:
    """Add a remote to a database. `ref` is the git reference that holds the data, where it is not
    `refs/dolt/data`.

    Raises:
        ServerError: there is a remote of that name (`ALREADY_EXISTS`), or the URL is not valid.
    """
    near = remote_url.with_reference(url, ref)
    if session.address.managed and relay.suits(url):
        near = relay.make(url)
    try:
        session.rows(*((ADD_WITH_REF, ref, name, near) if ref else (ADD, name, near)))
    except ServerError:
        relay.discard(near)
        raise


def remove(session: Session, name: str) -> None:
    """Remove a remote from a database.

    Raises:
        ServerError: there is no remote of that name.
    """
    (url,) = session.rows(relay.URL, name) or (("",),)
    session.rows(REMOVE, name)
    relay.discard(str(url[0]))


def tracked(session: Session, name: str) -> Tracked:
    """Return what the database knows of a remote, in one round trip."""
    return _tracked(name, session.rows(TRACKED, name, tracking_branch(name))[0])


def stored_url(session: Session, name: str) -> str:
    """Return the URL of a remote as Dolt has it, with our query; empty where there is none."""
    rows = session.rows(relay.URL, name)
    return str(rows[0][0]) if rows else ""


def push(session: Session, name: str) -> None:
    """Push `main`, and no other branch.

    Raises:
        LockTimeout: another push to this remote runs for too long.
        ServerError: the remote did not take it: `CREDENTIALS`, `NON_FAST_FORWARD`, `UNRELATED`, or
            another error of git.
    """
    with push_lock.held(session, name), relay.pushing(session, name, BRANCH):
        session.rows(PUSH, name)


def push_branch(session: Session, name: str, branch: str) -> None:
    """Push a branch as the remote's `main`: to a peer, who is never sent our `main` itself.

    Raises:
        ServerError: as `push`.
    """
    with push_lock.held(session, name), relay.pushing(session, name, BRANCH):
        session.rows(PUSH_BRANCH, name, f"{branch}:{BRANCH}")


def push_known(session: Session, name: str) -> tuple[Tracked, Tracked]:
    """Push `main` to a remote that was pushed to or fetched from before, in one round trip. Return
    what was known of the remote before, and what is known after.

    Raises:
        ServerError: as `push`; `is_not_ready` tells the error of a remote that is not known yet, or
            of a database with something uncommitted.
    """
    asked = (TRACKED, (name, tracking_branch(name)))
    lock = push_lock.name(session, name)
    values = (tracking_branch(name), name, relay.PATTERN, lock, push_lock.SECONDS, name)
    try:
        before, _, _, after = session.pipeline(
            asked, (PUSH_IF_KNOWN, values), writer_lock.release(), asked
        )
    except ServerError:
        hold_lock.free(session)
        raise
    return _tracked(name, before.rows[0]), _tracked(name, after.rows[0])


def fetch(session: Session, name: str) -> None:
    """Fetch `main`, and no other branch.

    Raises:
        ServerError: the remote cannot be read, or has no `main`.
    """
    with relay.fetching(session, name, BRANCH):
        session.rows(FETCH, name)


def is_not_ready(error: ServerError) -> bool:
    """Tell whether `push_known` failed before anything was sent."""
    return NOT_KNOWN in error.text


def _tracked(name: str, row: tuple[object, ...]) -> Tracked:
    url, head, local = ("" if fact is None else str(fact) for fact in row)
    return Tracked(name, remote_url.plain(url), head, local)
