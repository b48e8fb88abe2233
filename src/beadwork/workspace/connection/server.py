"""Which server a workspace is on, by one order of precedence, which `bd where` and `bd dolt show`
print.

The order is: flags; `BEADS_DOLT_SERVER_*` and `BEADS_DOLT_PASSWORD`; the person's own settings (a
socket); `metadata.json`; the record of the town's server, or outside any town that of the user's
own. A server that one of the first four names is external, and we never start it, unless it is our
own server.

Invariant: a server that only a repository names is not contacted, unless the person trusts it for
the project. No path of a repository is followed to a secret or a certificate.
"""

from __future__ import annotations

import os
from typing import Any, NamedTuple

from beadwork import errors
from beadwork.dolt.connection.address import Address
from beadwork.dolt.server.files import record
from beadwork.dolt.server.files.home import HQ, Home, TownHome, of_town, of_user
from beadwork.dolt.server.files.record import Record
from beadwork.model.hints import command
from beadwork.workspace import town
from beadwork.workspace.settings import own_settings

DEFAULT_PORT = 3307

PLACE = ("host", "port", "socket")
SHARED = ("host", "port", "user", "tls")
"""The settings of a server that a repository may make."""
SECRET = ("ca", "password_file")
"""Files that only the person may name: the certificate authority's, and the password's."""
KEYS = (*SHARED, "socket", *SECRET)
"""Only the person may name a socket, too: its listener is a process of this machine."""
METADATA = "metadata.json"
LOOPBACK = ("127.0.0.1", "localhost")


class Flags(NamedTuple):
    """The values of the `--server-…` flags; empty where a flag is not given."""

    host: str = ""
    port: int = 0
    socket: str = ""
    user: str = ""
    tls: bool = False


class SettingValue(NamedTuple):
    """One setting as it is written, and where: `--server-port`, `BEADS_DOLT_SERVER_PORT`, …"""

    value: str
    origin: str
    file: str = ""
    """The path of the JSON file that has it, for messages; empty for another origin."""


class Chosen(NamedTuple):
    """The server's address, where it was named, and the home of a managed server (else None)."""

    address: Address
    source: str
    home: Home | None


def choose(
    metadata: dict[str, Any],
    flags: Flags = Flags(),  # noqa: B008 - immutable
    place: str = "",
    beads: str = "",
) -> Chosen:
    """Return the server to use in the directory `place`, which may be in a town. `beads` is the
    `.beads` for which the person may have own settings.

    Raises:
        UntrustedServer: only the repository names the server.
        BadWorkspace: a port is no number, or a secret cannot be read.
        NoTracker: no host can have the name that is given.
    """
    root = town.root_above(place) if place else ""
    if root:
        home, known = _of_town(root, str(metadata.get("dolt_database") or HQ))
        whose = "the town's"
    else:
        home, whose = of_user(), "the user's"
        known = record.read(home)
    values = effective_settings(metadata, flags, beads)
    _refuse_socket(values, metadata, home, known)
    origins = " and ".join(dict.fromkeys(values[key].origin for key in PLACE if key in values))
    if not origins:
        return Chosen(
            _as_user(_recorded(home, known), values), f"{whose} server, {home.record}", home
        )
    if _is_ours(values, home, known):
        source = f"{origins}, which is {whose} server, {home.record}"
        return Chosen(_as_user(_recorded(home, known), values), source, home)
    _refuse_untrusted(values, metadata)
    _refuse_secrets(values, metadata)
    if "socket" not in values:
        _name(values)  # refuse an impossible host name before it is looked up
    return Chosen(_external(values), origins, None)


def _refuse_socket(
    values: dict[str, SettingValue], metadata: dict[str, Any], home: Home, known: Record | None
) -> None:
    """Raise BadWorkspace where a repository names a socket and the person names no server.

    The socket of our own server is let pass.
    """
    path = metadata.get("dolt_server_socket")
    if not path or any(values[key].origin != METADATA for key in PLACE if key in values):
        return
    if path != (known.socket if known else home.socket):
        raise errors.BadWorkspace(
            f"{METADATA} has dolt_server_socket, which is never taken from a repository",
            hint=f"{command('bd', 'dolt', 'set', 'socket', str(path))}   (kept in your own "
            "directory, if you know who listens there)",
        )


def _refuse_untrusted(values: dict[str, SettingValue], metadata: dict[str, Any]) -> None:
    """Raise UntrustedServer where the repository names the host, port or socket, and the person has
    not trusted that server.
    """
    if not _is_named_by_repository(values):
        return
    from beadwork.workspace.trust import servers

    servers.require(_name(values), str(metadata.get("project_id") or ""), METADATA)


def _refuse_secrets(values: dict[str, SettingValue], metadata: dict[str, Any]) -> None:
    """Raise BadWorkspace where only a repository names the password file or the certificate."""
    for key, words in (("password_file", "--password-file"), ("ca", "--ca")):
        is_missing = key not in values and not (
            key == "password_file" and os.environ.get("BEADS_DOLT_PASSWORD")
        )
        if metadata.get(f"dolt_server_{key}") and is_missing:
            mend = (
                "export BEADS_DOLT_PASSWORD_FILE=FILE"
                if "socket" in values
                else f"{command('bd', 'trust', _name(values), words)} FILE   (a file of your own)"
            )
            raise errors.BadWorkspace(
                f"{METADATA} has dolt_server_{key}, which is never taken from a repository",
                hint=mend,
            )


def _is_named_by_repository(values: dict[str, SettingValue]) -> bool:
    return any(values[key].origin == METADATA for key in PLACE if key in values)


def _name(values: dict[str, SettingValue]) -> str:
    """Return the server's name for `bd trust`.

    Raises:
        BadWorkspace: the port is no port number.
        NoTracker: no host can have that name.
    """
    from beadwork.workspace.trust import servers

    port = _port(values["port"]) if "port" in values else DEFAULT_PORT
    try:
        return servers.name_of(_value(values, "host", LOOPBACK[0]), port)
    except errors.Invalid as error:
        raise errors.NoTracker(
            f"{values['host'].origin}: {error.message}", hint=error.hint
        ) from None


def _of_town(root: str, database: str) -> tuple[Home, Record | None]:
    """Return the home of the town's server that has a database, and its record: the one that
    `daemon.json` asks for, unless only the server of the other topology has a record.

    So an edit of the topology cuts nobody off until the servers are stopped and started.
    """
    wanted = of_town(root, database)
    known = record.read(wanted)
    if known is not None and known.data_dir == wanted.data:
        return wanted, known
    other = TownHome(root) if wanted.rig else TownHome(root, database)
    before = record.read(other)
    if before is not None and before.data_dir == other.data:
        return other, before
    return wanted, known


def managed(home: Home) -> Address:
    """Return the address of a managed server as recorded; without a record, an address at which
    nothing answers.
    """
    return _recorded(home, record.read(home))


def _recorded(home: Home, known: Record | None) -> Address:
    from beadwork.dolt.server import access

    known = known or _found_again(home)
    if known is not None:
        return access.address(home, known)
    nobody = Address(socket=home.socket, managed=True, program=home.program)
    return nobody._replace(weakness=_misplaced(home)) if home.root else nobody


def _found_again(home: Home) -> Record | None:
    """Return the record of a town's server that runs and has lost it. The user's own server is
    found when it is started.
    """
    if not home.root or not os.path.exists(home.configuration):
        return None
    from beadwork.dolt.server.lifecycle import lost_record

    return lost_record.find(home)


def _misplaced(home: Home) -> str:
    """Return why a town without a server's record must not be asked at its socket: it is a copy, or
    was moved while the server ran. Empty where it is neither.
    """
    from beadwork.workspace import town_place

    found = town_place.origin(home.root)
    if found is None or not (found.is_copied or os.path.exists(home.record)):
        return ""
    words = town_place.describe(home.root, found)
    return words if found.is_copied else f"{words}: `gt daemon start` does"


def sources(
    metadata: dict[str, Any], flags: Flags, beads: str = ""
) -> list[dict[str, SettingValue]]:
    """Return the settings of each source, the highest first: flags, environment, the person's own
    settings for a `.beads`, metadata.json.
    """
    file = os.path.join(beads, METADATA) if beads else ""
    given = {
        "host": flags.host,
        "port": flags.port,
        "socket": flags.socket,
        "user": flags.user,
        "tls": flags.tls,
    }
    return [
        {
            key: SettingValue(_text(value), f"--server-{key}")
            for key, value in given.items()
            if value
        },
        {
            key: SettingValue(os.environ[name], name)
            for key in KEYS
            for name in [_variable(key)]
            if os.environ.get(name)
        },
        _own(beads) if beads else {},
        {
            key: SettingValue(_text(metadata[f"dolt_server_{key}"]), METADATA, file)
            for key in SHARED
            if metadata.get(f"dolt_server_{key}") not in (None, "", 0)
        },
    ]


def _own(beads: str) -> dict[str, SettingValue]:
    socket = own_settings.read(beads).get(own_settings.SOCKET)
    return {"socket": SettingValue(socket, own_settings.path(beads))} if socket else {}


def effective_settings(
    metadata: dict[str, Any], flags: Flags, beads: str = ""
) -> dict[str, SettingValue]:
    """Return the settings in effect. A socket hides the hosts and ports of lower sources, and a
    host or a port hides their sockets.

    What the person gave for a trusted server goes before what its repository says.
    """
    given, environment, own, written = sources(metadata, flags, beads)
    merged: dict[str, SettingValue] = {}
    for source in (given, environment, own, written):
        placed = [key for key in PLACE if key in merged]
        for key in PLACE:
            hidden = placed and ("socket" in placed or key == "socket")
            if key in source and not hidden:
                merged.setdefault(key, source[key])
    trusted = _trusted(merged, metadata) if _is_named_by_repository(merged) else {}
    for source in (given, environment, trusted, written):
        for key in ("user", "tls", *SECRET):
            if key in source:
                merged.setdefault(key, source[key])
    return merged


def _trusted(place: dict[str, SettingValue], metadata: dict[str, Any]) -> dict[str, SettingValue]:
    """Return what the person gave for a trusted server; empty for any other."""
    from beadwork.workspace.trust import servers, trust_file

    try:
        known = servers.find(_name(place), str(metadata.get("project_id") or ""))
    except errors.BadWorkspace:  # `choose` says so
        return {}
    if known is None:
        return {}
    return {
        key: SettingValue(_text(value), trust_file.path())
        for key, value in known._asdict().items()
        if key in servers.OWN and value
    }


def _variable(key: str) -> str:
    return (
        "BEADS_DOLT_PASSWORD_FILE" if key == "password_file" else f"BEADS_DOLT_SERVER_{key.upper()}"
    )


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _external(values: dict[str, SettingValue]) -> Address:
    return Address(
        host=_value(values, "host", "127.0.0.1"),
        port=_port(values["port"]) if "port" in values else DEFAULT_PORT,
        socket=_value(values, "socket"),
        user=_value(values, "user", "root"),
        password=_password(values),
        tls=is_true(_value(values, "tls")),
        tls_ca=_value(values, "ca"),
    )


def _as_user(address: Address, values: dict[str, SettingValue]) -> Address:
    """Return the address of our own server for the user that is named, or else for root, whose
    password we keep.
    """
    user = _value(values, "user", "root")
    if user == address.user:
        return address
    return address._replace(user=user, password=_password(values))


def is_true(text: str) -> bool:
    """Tell whether a setting means yes."""
    return text.lower() in ("1", "true", "yes", "on")


def _value(values: dict[str, SettingValue], key: str, default: str = "") -> str:
    return values[key].value if key in values else default


def _is_ours(values: dict[str, SettingValue], home: Home, known: Record | None) -> bool:
    """Tell whether the named socket, or host and port, is that of our own server: the recorded one,
    or, without a record, the next one.
    """
    if "socket" in values:
        return values["socket"].value == (known.socket if known else home.socket)
    if _value(values, "host", LOOPBACK[0]) not in LOOPBACK:
        return False
    port = str(known.port) if known else _next_port(values, home)
    return _value(values, "port", str(DEFAULT_PORT)) == port


def _next_port(values: dict[str, SettingValue], home: Home) -> str:
    """Return the port that our server will ask for when it is started. Empty where the person, not
    a repository, names a server: the person starts that server.
    """
    if not all(values[key].origin == METADATA for key in PLACE if key in values):
        return ""
    from beadwork.dolt.server import settings

    return str(settings.read(home).port or DEFAULT_PORT)


def _port(values: SettingValue) -> int:
    text = values.value
    if text.isascii() and text.isdigit() and 0 < int(text) < 65536:
        return int(text)
    origin = values.origin
    if values.file:
        from beadwork.files import json_file

        origin = json_file.place(values.file, "dolt_server_port")
    raise errors.BadWorkspace(f'{origin} names the port "{text}"', hint="a number from 1 to 65535")


def _password(values: dict[str, SettingValue]) -> str:
    named = os.environ.get("BEADS_DOLT_PASSWORD")
    if named or "password_file" not in values:
        return named or ""
    from beadwork.workspace.connection import server_password

    path, origin, _ = values["password_file"]
    return server_password.read(path, origin)
