"""Which server a workspace lives on, by one order of precedence, which `bd where` prints.

Flags, then `BEADS_DOLT_SERVER_*` and `BEADS_DOLT_PASSWORD`, then `metadata.json`, then the record of the user's own
server. A server that is named by one of the first three is external and never started by us, unless it is just our own.
"""

from __future__ import annotations

import os
from typing import Any, NamedTuple

from beadwork import errors
from beadwork.dolt.address import Address
from beadwork.dolt.server import record
from beadwork.dolt.server.home import Home, of_user

DEFAULT_PORT = 3307


class Flags(NamedTuple):
    """What `--server-…` flags say; empty where they say nothing."""

    host: str = ""
    port: int = 0
    socket: str = ""
    user: str = ""
    tls: bool = False


class Chosen(NamedTuple):
    """The server, where it was named, and for a managed one its home (which can start it)."""

    address: Address
    source: str
    home: Home | None


def choose(metadata: dict[str, Any], flags: Flags = Flags()) -> Chosen:  # noqa: B008 - an immutable value
    """Return the server to use.

    Raises:
        BadWorkspace: a port is no number.
    """
    home = of_user()
    named, source = _named(metadata, flags)
    if not named:
        return Chosen(managed(home), f"the user's server, {home.record}", home)
    known = record.read(home)
    if known and _is_ours(named, known):
        return Chosen(managed(home), f"{source}, which is the user's server, {home.record}", home)
    secret = os.environ.get("BEADS_DOLT_PASSWORD") or _secret_file(metadata)
    address = Address(
        host=named.get("host") or "127.0.0.1",
        port=_port(named.get("port") or DEFAULT_PORT, source),
        socket=named.get("socket", ""),
        user=flags.user or os.environ.get("BEADS_DOLT_SERVER_USER") or metadata.get("dolt_server_user") or "root",
        password=secret,
        tls=flags.tls or bool(metadata.get("dolt_server_tls")) or os.environ.get("BEADS_DOLT_SERVER_TLS") == "1",
        tls_ca=os.environ.get("BEADS_DOLT_SERVER_CA") or str(metadata.get("dolt_server_ca", "")),
    )
    return Chosen(address, source, None)


def managed(home: Home) -> Address:
    """Return the address of a managed server as recorded; with no record, one that nothing answers on."""
    from beadwork.dolt.server import access

    known = record.read(home)
    if known is None:
        return Address(socket=home.socket, managed=True)
    return access.address(home, known)


def _named(metadata: dict[str, Any], flags: Flags) -> tuple[dict[str, str], str]:
    sources = (
        ("flags", {"host": flags.host, "port": str(flags.port or ""), "socket": flags.socket}),
        (
            "environment",
            {key: os.environ.get(f"BEADS_DOLT_SERVER_{key.upper()}", "") for key in ("host", "port", "socket")},
        ),
        ("metadata.json", {key: str(metadata.get(f"dolt_server_{key}") or "") for key in ("host", "port", "socket")}),
    )
    merged: dict[str, str] = {}
    used = []
    for source, values in sources:
        found = {key: value for key, value in values.items() if value and key not in merged}
        if found and not ("socket" in merged or (merged and "socket" in found)):
            merged.update(found)
            used.append(source)
    return merged, " and ".join(used)


def _is_ours(named: dict[str, str], known: record.Record) -> bool:
    if named.get("socket"):
        return named["socket"] == known.socket
    local = named.get("host", "127.0.0.1") in ("127.0.0.1", "localhost")
    return local and named.get("port", str(DEFAULT_PORT)) == str(known.port)


def _port(value: object, source: str) -> int:
    text = str(value)
    if text.isascii() and text.isdigit() and 0 < int(text) < 65536:
        return int(text)
    raise errors.BadWorkspace(f'{source} names the port "{text}"', hint="a number from 1 to 65535")


def _secret_file(metadata: dict[str, Any]) -> str:
    path = os.environ.get("BEADS_DOLT_PASSWORD_FILE") or str(metadata.get("dolt_server_password_file", ""))
    if not path:
        return ""
    try:
        with open(os.path.expanduser(path), encoding="utf-8") as file:
            return file.read().rstrip("\r\n")
    except OSError as error:
        raise errors.BadWorkspace(f"the password file {path} cannot be read: {error.strerror}") from None
