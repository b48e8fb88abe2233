"""The user and the password for another server's remotes API.

`DOLT_REMOTE_USER` and `DOLT_REMOTE_PASSWORD` of one command's environment serve for this command.
A stored password lies in the relay's directory, in a file of mode 0600. It is bound to scheme, host
and port: it goes to no other place, even where the file that names the remote is changed.
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Mapping
from typing import NamedTuple

from beadwork.dolt.server.files import private_files
from beadwork.errors import AccessDenied, Usage
from beadwork.files.atomic import replace

USER = "DOLT_REMOTE_USER"
PASSWORD = "DOLT_REMOTE_PASSWORD"  # noqa: S105 - the name of a variable
NAME = "credential.json"


class RemotePassword(NamedTuple):
    """A user and a password."""

    user: str
    password: str


def check(user: str, password: str) -> RemotePassword:
    """Return a user and a password that Dolt can send.

    Raises:
        Usage: one of them is missing, or has a control character; or the user could be taken for an
            option.
    """
    if not user or not password:
        raise Usage(
            "a remote needs a user and a password",
            hint=f"--user USER --password-file FILE, or {USER} and {PASSWORD}",
        )
    if user.startswith("-") or ":" in user or not user.isprintable():
        raise Usage(
            "the user of a remote begins with no dash, and has no colon", hint="--user USER"
        )
    if any(character < " " or character == "\x7f" for character in password):
        raise Usage("the password of a remote has a control character")
    sent = base64.b64encode(f"{user}:{password}".encode())
    if ":" in password or set(sent) & set(b"+/"):
        raise Usage(
            "Dolt cannot send this password: it has a colon, or a character that the other server "
            "would read as another one",
            hint="choose a password of letters and digits",
        )
    return RemotePassword(user, password)


def keep(place: str, url: str, found: RemotePassword) -> str:
    """Store a password for the remote of a relay, and return the path of the file."""
    path = os.path.join(place, NAME)
    content = {"place": bound_to(url), "user": found.user, "password": found.password}
    replace(path, json.dumps(content) + "\n")
    return path


def find(place: str, url: str) -> RemotePassword | None:
    """Return the password to use for the remote of a relay now; None where there is none. `url` is
    that of the remote.

    Raises:
        Usage: the environment has one half of it.
        AccessDenied: the file is not ours alone, or belongs to another host.
    """
    named = of_environment(os.environ)
    if named:
        return named
    path = os.path.join(place, NAME)
    try:
        content = json.loads(private_files.read_secret(path))
    except FileNotFoundError:
        return None
    if content["place"] != bound_to(url):
        raise AccessDenied(
            f"the password in {path} is for {content['place']}, and the remote is {url}",
            hint="bd dolt remote login NAME --user USER --password-file FILE",
        )
    return RemotePassword(content["user"], content["password"])


def of_environment(present: Mapping[str, str]) -> RemotePassword | None:
    """Return the password of an environment; None where it has none; raises as `check`."""
    if not present.get(PASSWORD):
        return None
    return check(present.get(USER, ""), present[PASSWORD])


def bound_to(url: str) -> str:
    """Return scheme, host and port of a URL.

    >>> bound_to("https://example.org:50051/api")
    'https://example.org:50051'
    """
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}"
