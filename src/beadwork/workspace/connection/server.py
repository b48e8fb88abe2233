"""Which server a workspace lives on, by one order of precedence, which `bd where` and `bd dolt
show` print.

Flags, then `BEADS_DOLT_SERVER_*` and `BEADS_DOLT_PASSWORD`, then `metadata.json`, then the record
of the town's server, or outside any town of the user's own. A server that is named by one of the
first three is external and never started by us, unless it is just our own.
"""

from __future__ import annotations

import os
from typing import Any, NamedTuple

from beadwork import errors
from beadwork.dolt.connection.address import Address
from beadwork.dolt.server.files import record
from beadwork.dolt.server.files.home import HQ, Home, TownHome, of_town, of_user
from beadwork.workspace import town

DEFAULT_PORT = 3307

PLACE = ("host", "port", "socket")
KEYS = (*PLACE, "user", "tls", "ca", "password_file")


class Flags(NamedTuple):
    """What `--server-…` flags say; empty where they say nothing."""

    host: str = ""
    port: int = 0
    socket: str = ""
    user: str = ""
    tls: bool = False


class Said(NamedTuple):
    """One setting as somebody named it, and where: `the flag --server-port`,
    `BEADS_DOLT_SERVER_PORT`, …
    """

    value: str
    origin: str


class Chosen(NamedTuple):
    """The server, where it was named, and for a managed one its home (which can start it)."""

    address: Address
    source: str
    home: Home | None


def choose(metadata: dict[str, Any], flags: Flags = Flags(), place: str = "") -> Chosen:  # noqa: B008 - immutable
    """Return the server to use in the directory `place`, which may be in a town.

    Raises:
        BadWorkspace: a port is no number, or the password file cannot be read.
    """
    root = town.root_above(place) if place else ""
    home, whose = (
        (_of_town(root, str(metadata.get("dolt_database") or HQ)), "the town's")
        if root
        else (of_user(), "the user's")
    )
    said = heeded(metadata, flags)
    origins = " and ".join(dict.fromkeys(said[key].origin for key in PLACE if key in said))
    if not origins:
        return Chosen(_as_user(managed(home), said), f"{whose} server, {home.record}", home)
    known = record.read(home)
    if known and _is_ours(said, known):
        address = _as_user(managed(home), said)
        return Chosen(address, f"{origins}, which is {whose} server, {home.record}", home)
    return Chosen(_external(said), origins, None)


def _of_town(root: str, database: str) -> TownHome:
    """Return the server of a town that has a database: as `daemon.json` wants it, but what still
    runs goes before.

    Whoever edits the topology there cuts nobody off until the servers are stopped and started.
    """
    wanted = of_town(root, database)
    known = record.read(wanted)
    if known is not None and known.data_dir == wanted.data:
        return wanted
    other = TownHome(root) if wanted.rig else TownHome(root, database)
    before = record.read(other)
    return other if before is not None and before.data_dir == other.data else wanted


def managed(home: Home) -> Address:
    """Return the address of a managed server as recorded; with no record, one that nothing answers
    on.
    """
    from beadwork.dolt.server import access

    known = record.read(home)
    if known is None:
        return Address(socket=home.socket, managed=True, program=home.program)
    return access.address(home, known)


def sources(metadata: dict[str, Any], flags: Flags) -> list[dict[str, Said]]:
    """Return what each source says, the highest first: flags, environment, metadata.json."""
    given = {
        "host": flags.host,
        "port": flags.port,
        "socket": flags.socket,
        "user": flags.user,
        "tls": flags.tls,
    }
    return [
        {key: Said(_text(value), f"--server-{key}") for key, value in given.items() if value},
        {
            key: Said(os.environ[name], name)
            for key in KEYS
            for name in [_variable(key)]
            if os.environ.get(name)
        },
        {
            key: Said(_text(metadata[f"dolt_server_{key}"]), "metadata.json")
            for key in KEYS
            if metadata.get(f"dolt_server_{key}") not in (None, "", 0)
        },
    ]


def heeded(metadata: dict[str, Any], flags: Flags) -> dict[str, Said]:
    """Return the settings that count. A place is taken whole: a socket hides lower hosts and ports,
    and the reverse.
    """
    merged: dict[str, Said] = {}
    for source in sources(metadata, flags):
        placed = [key for key in PLACE if key in merged]
        for key, said in source.items():
            hidden = key in PLACE and placed and ("socket" in placed or key == "socket")
            if not hidden:
                merged.setdefault(key, said)
    return merged


def _variable(key: str) -> str:
    return (
        "BEADS_DOLT_PASSWORD_FILE" if key == "password_file" else f"BEADS_DOLT_SERVER_{key.upper()}"
    )


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _external(said: dict[str, Said]) -> Address:
    return Address(
        host=_value(said, "host", "127.0.0.1"),
        port=_port(said["port"]) if "port" in said else DEFAULT_PORT,
        socket=_value(said, "socket"),
        user=_value(said, "user", "root"),
        password=_password(said),
        tls=is_true(_value(said, "tls")),
        tls_ca=_value(said, "ca"),
    )


def _as_user(address: Address, said: dict[str, Said]) -> Address:
    """Return the address of our own server for whoever is named; root, whose password we keep,
    where nobody is.
    """
    user = _value(said, "user", "root")
    if user == address.user:
        return address
    return address._replace(user=user, password=_password(said))


def is_true(text: str) -> bool:
    """Tell whether a setting means yes."""
    return text.lower() in ("1", "true", "yes", "on")


def _value(said: dict[str, Said], key: str, default: str = "") -> str:
    return said[key].value if key in said else default


def _is_ours(said: dict[str, Said], known: record.Record) -> bool:
    if "socket" in said:
        return said["socket"].value == known.socket
    local = _value(said, "host", "127.0.0.1") in ("127.0.0.1", "localhost")
    return local and _value(said, "port", str(DEFAULT_PORT)) == str(known.port)


def _port(said: Said) -> int:
    text = said.value
    if text.isascii() and text.isdigit() and 0 < int(text) < 65536:
        return int(text)
    raise errors.BadWorkspace(
        f'{said.origin} names the port "{text}"', hint="a number from 1 to 65535"
    )


def _password(said: dict[str, Said]) -> str:
    named = os.environ.get("BEADS_DOLT_PASSWORD")
    if named or "password_file" not in said:
        return named or ""
    path, origin = said["password_file"]
    try:
        with open(os.path.expanduser(path), encoding="utf-8") as file:
            return file.read().rstrip("\r\n")
    except OSError as error:
        raise errors.BadWorkspace(
            f"the password file {path}, named by {origin}, cannot be read: {error.strerror}",
            hint="bd dolt show",
        ) from None
