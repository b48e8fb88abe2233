"""Push to another server's remotes API, and fetch from it, with a user and a password.

A server of Dolt takes the password for a remote from its environment alone, which is fixed when it
starts: one password for all remotes, and none for a server that runs already. So our server pushes
to a relay, which is a directory of Dolt's own (`file://`), and fetches from it. A short-lived
process of Dolt with the password in its environment carries the commits between the relay and the
remote. It has a time limit, too, which Dolt's server has not.

Invariant: outside of the lock of its directory, a branch of the relay is that of the remote, as it
was last seen: what one process has pushed to the relay is carried on before another aligns it with
the remote. A push that the remote did not take is taken back from the relay.

`~/.beads/relays/ID/remote.json` names the remote, and `credential.json` has its password.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from beadwork.dolt.connection.server_errors import ServerError
from beadwork.dolt.server.files import private_files
from beadwork.dolt.server.files.home import user_directory
from beadwork.files import directory_lock, json_file
from beadwork.files.atomic import replace
from beadwork.model.settings_table import float_setting

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Session

SECONDS = float_setting("dolt.remote-timeout")
URL = "SELECT url FROM dolt_remotes WHERE name = %s"
URLS = "SELECT url FROM dolt_remotes"
PRUNE = "CALL DOLT_FETCH('--prune', %s)"
PATTERN = "file://%/relays/%/data/.dolt/noms"
"""What the URLs of relays are like, in SQL."""
REMOTE = "remote.json"

_URL = re.compile(r"file://(/.*/relays/[0-9a-f]{16})/data/\.dolt/noms")


def suits(url: str) -> bool:
    """Tell whether a URL in Dolt's form is that of a remotes API."""
    return url.startswith(("http://", "https://"))


def directory(url: str) -> str:
    """Return the directory of the relay that a URL of `dolt_remotes` names; "" for another URL."""
    found = _URL.fullmatch(url)
    return found[1] if found else ""


def far_url(url: str) -> str:
    """Return the URL of the remote behind a relay; another URL as it is."""
    place = directory(url)
    if not place:
        return url
    try:
        return str(json_file.read(os.path.join(place, REMOTE))["url"])
    except FileNotFoundError:
        return url


def make(url: str) -> str:
    """Make a relay for a remote, which is not contacted, and return the URL for our server."""
    from beadwork.dolt.relays import courier  # it starts programs, as few need

    parent = os.path.join(user_directory(), "relays")
    os.makedirs(parent, mode=0o700, exist_ok=True)
    private_files.require_trusted(parent)
    place = os.path.join(parent, os.urandom(8).hex())
    os.mkdir(place, 0o700)
    try:
        replace(os.path.join(place, REMOTE), json.dumps({"url": url}) + "\n")
        courier.prepare(place, url)
    except BaseException:
        _delete(place)
        raise
    return f"file://{place}/data/.dolt/noms"


def discard(url: str) -> None:
    """Delete the relay that a URL names, with its password."""
    place = directory(url)
    if place:
        _delete(place)


def forget_passwords(session: Session) -> None:
    """Delete the stored passwords of all remotes of a database.

    The relays stay: a database that is restored still finds its remotes.
    """
    from beadwork.dolt.relays.remote_password import NAME

    for (url,) in session.rows(URLS):
        place = directory(str(url))
        if place:
            with suppress(OSError):
                os.remove(os.path.join(place, NAME))


def _delete(place: str) -> None:
    import shutil  # every push loads this module, and few have a relay

    shutil.rmtree(place, ignore_errors=True)


@contextmanager
def pushing(session: Session, name: str, branch: str) -> Iterator[None]:
    """Carry on what the block pushes to the remote `name`: its branch `branch`.

    Raises:
        ServerError: the remote did not take it. Our server knows what the remote has, as before.
    """
    place = directory(_url(session, name))
    if not place:
        yield
        return
    from beadwork.dolt.relays import courier  # it starts programs, as few need

    with directory_lock.held(place):
        yield
        try:
            courier.push(place, branch, _seconds(session))
        except ServerError:
            courier.align(place, branch)
            with suppress(ServerError):  # of an empty remote
                session.rows(PRUNE, name)
            raise


@contextmanager
def fetching(session: Session, name: str, branch: str = "") -> Iterator[None]:
    """Bring a branch of the remote `name` into its relay before the block fetches it; all branches
    where none is named.

    Raises:
        ServerError: the remote cannot be read.
    """
    place = directory(_url(session, name))
    if not place:
        yield
        return
    from beadwork.dolt.relays import courier  # it starts programs, as few need

    with directory_lock.held(place):
        courier.fetch(place, branch, _seconds(session))
        yield


@contextmanager
def cloning(session: Session, url: str) -> Iterator[str]:
    """Give the URL from which our server can clone the remote `url`. A relay that was made for it
    stays as the remote of the new database, unless the block raises.

    Raises:
        ServerError: the remote cannot be read.
    """
    if not session.address.managed:
        yield url
        return
    with cloning_alone(url, _seconds(session)) as near:
        yield near


@contextmanager
def cloning_alone(url: str, seconds: float = SECONDS) -> Iterator[str]:
    """Do what `cloning` does where no server runs yet: a program of Dolt clones."""
    if not suits(url):
        yield url
        return
    from beadwork.dolt.relays import courier  # it starts programs, as few need

    near = make(url)
    try:
        courier.fetch(directory(near), "", seconds)
        yield near
    except BaseException:
        discard(near)
        raise


def _url(session: Session, name: str) -> str:
    found = session.rows(URL, name)
    return str(found[0][0]) if found else ""


def _seconds(session: Session) -> float:
    return session.read_seconds or SECONDS
