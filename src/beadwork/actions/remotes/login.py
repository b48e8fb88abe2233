"""Store the user and the password for a remote, where the one who pushes finds them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from beadwork import errors
from beadwork.actions.remotes import failures
from beadwork.dolt.relays import relay, remote_password
from beadwork.dolt.server.files import credential_store
from beadwork.model.urls import Credential, bare

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Session


def keep(root: Session, name: str, user: str, password: str) -> str:
    """Store a password for a remote, and return the path of the file, which is closed to others.

    It goes to the host of the remote and to no other, and to a git remote for this one repository.

    Raises:
        NotFound: there is no such remote.
        Usage: the remote takes no password, or not this one.
    """
    rows = root.rows(relay.URL, name)
    if not rows:
        raise failures.no_remote(name)
    url = str(rows[0][0])
    place, is_git = relay.directory(url), url.startswith(("git+http://", "git+https://"))
    if not (place or is_git):
        raise errors.Usage(_no_password(name, url), hint="bd dolt remote list")
    found = remote_password.check(user, password)
    if place:
        return remote_password.keep(place, relay.far_url(url), found)
    scheme, _, rest = url.removeprefix("git+").partition("://")
    quoted = (quote(part, safe="") for part in found)
    return credential_store.keep(Credential(scheme, rest.rpartition("@")[2], *quoted))


def _no_password(name: str, url: str) -> str:
    shown = f"{name} ({bare(url)})"
    if url.startswith("git+ssh://"):
        return f"{shown} takes a key, not a password: ssh finds it in its agent or its files"
    if url.startswith(("http://", "https://")):
        return f"{shown} is used by a server that is not managed here: the password is set there"
    return f"{shown} takes no password"
