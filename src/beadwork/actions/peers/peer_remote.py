"""The Dolt remote of a peer, which has the peer's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beadwork import errors
from beadwork.dolt.connection.server_errors import Fault, ServerError, explain
from beadwork.dolt.versions import remote_tracking, remotes

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Session


def ensure(session: Session, name: str, url: str) -> None:
    """Make the remote, or lead it to `url`. Nothing is contacted.

    Raises:
        Exists: a remote has this name, in other letters.
        BeadworkError: Dolt does not take the URL.
    """
    known = {remote.name: remote.url for remote in remote_tracking.read(session)}
    if known.get(name) == url:
        return
    if name in known:
        remotes.remove(session, name)
    taken = next((other for other in known if other.lower() == name.lower() != other), None)
    if taken is not None:
        raise errors.Exists(
            f"there is a remote {taken} already", hint="bd dolt remote list", name=taken
        )
    try:
        remotes.add(session, name, url)
    except ServerError as error:
        if error.fault is not Fault.ALREADY_EXISTS:
            raise explain(error) from error


def remove(session: Session, name: str) -> None:
    """Remove the remote, where there is one."""
    if any(remote.name == name for remote in remote_tracking.read(session)):
        remotes.remove(session, name)
