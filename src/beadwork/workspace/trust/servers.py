"""Servers that the person trusts for a project although only its repository names them, and the
person's login there.

    {"server": "db.example.org:3306", "project_id": "…", "workspace": "/home/user/api/.beads",
     "tls": true, "user": "me", "ca": "/home/user/ca.pem",
     "password_file": "/home/user/.secrets/db"}

The last four keys are there only where the person gave them. They are sent to this server and to no
other.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from beadwork.errors import Invalid, UntrustedServer
from beadwork.model.hints import command
from beadwork.workspace.trust import trust_file
from beadwork.workspace.trust.trust_file import Entry, Lists

OWN = ("user", "ca", "password_file", "tls")
"""What the person may give for a server: keys of an entry, named like the settings."""

LONGEST_LABEL = 63
"""The most characters between two dots of a host's name (RFC 1035)."""
_HOST = set("abcdefghijklmnopqrstuvwxyz0123456789.-_:")


class Server(NamedTuple):
    """A server for one project, and what the person gave for it; empty where nothing was given."""

    name: str
    project_id: str
    user: str = ""
    ca: str = ""
    password_file: str = ""
    tls: bool | None = None
    """Whether TLS is required; None where the person did not say."""


def name_of(host: str, port: int) -> str:
    """Return the name of a server for `bd trust`: HOST:PORT.

    >>> name_of("DB.example.org.", 3306)
    'db.example.org:3306'

    Raises:
        Invalid: no host can have that name.
    """
    plain = host.lower().rstrip(".")
    labels = [plain] if ":" in plain else plain.split(".")  # an IPv6 address is one
    is_odd = not set(plain) <= _HOST or plain.startswith("-")
    if is_odd or not all(0 < len(label) <= LONGEST_LABEL for label in labels):
        raise Invalid(
            f"no host is called {host!r}", hint="a name like db.example.org, or an address"
        )
    return f"{plain}:{port}"


def read_name(text: str) -> str:
    """Return the name of a server as a person types it: HOST:PORT or `[ADDRESS]:PORT`.

    Raises:
        Invalid: the text is neither; a socket is the person's own setting, and needs no trust.
    """
    if "/" in text:
        hint = f"{command('bd', 'dolt', 'set', 'socket', text)}   (if it is a socket)"
        raise Invalid(f"no server is called {text!r}", hint=hint)
    host, _, port = text.rpartition(":")
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise Invalid(f"no server is called {text!r}", hint="bd trust HOST:PORT")
    return name_of(host.removeprefix("[").removesuffix("]"), int(port))


def find(name: str, project_id: str) -> Server | None:
    """Return the server as it was trusted for the project; None where it was not.

    Raises:
        BadWorkspace: the list cannot be read.
    """
    for entry in trust_file.read()["servers"]:
        if entry.get("server") == name and entry.get("project_id", "") == project_id:
            return _server(entry)
    return None


def require(name: str, project_id: str, origin: str) -> None:
    """Refuse a server that is not trusted for the project. `origin` names it: `metadata.json`.

    Raises:
        UntrustedServer: the person has not trusted it.
        BadWorkspace: the list cannot be read.
    """
    if find(name, project_id) is None:
        raise UntrustedServer(
            f"{origin} names the server {name}, which you have not trusted for project "
            f"{project_id or '(none)'}; it was not contacted",
            hint=f"{command('bd', 'trust', name)}   (if you know who runs it)",
            server=name,
            project_id=project_id,
        )


def trust(server: Server, workspace: str) -> None:
    """Trust a server for its project. What the person gave for the two before stays, except where
    `server` has a new value.

    Raises:
        BadWorkspace: the list cannot be read.
        OSError: the list cannot be written.
    """
    given = {
        key: value
        for key, value in server._asdict().items()
        if key in OWN and value not in ("", None)
    }

    def edit(lists: Lists) -> None:
        known: Entry = {"server": server.name, "project_id": server.project_id}
        for entry in list(lists["servers"]):
            if all(entry.get(key) == value for key, value in known.items()):
                lists["servers"].remove(entry)
                known = entry
        lists["servers"].append({**known, "workspace": workspace, **given})

    trust_file.change(edit)


def named_by(metadata: dict[str, Any]) -> Server:
    """Return the server that a metadata.json names; 127.0.0.1:3307 where it names none.

    Raises:
        Invalid: no host can have the name that is there.
    """
    name = name_of(
        str(metadata.get("dolt_server_host") or "127.0.0.1"),
        int(metadata.get("dolt_server_port") or 3307),
    )
    return Server(
        name,
        str(metadata.get("project_id") or ""),
        tls=metadata.get("dolt_server_tls") is True,
    )


def _server(entry: Entry) -> Server:
    words = {key: str(entry.get(key) or "") for key in ("user", "ca", "password_file")}
    return Server(
        str(entry["server"]),
        str(entry.get("project_id", "")),
        **words,
        tls=entry.get("tls") is True or None,
    )
