"""Which server a workspace lives on, by one order of precedence, which `bd where` and `bd dolt
show` print.

Flags, then `BEADS_DOLT_SERVER_*` and `BEADS_DOLT_PASSWORD`, then the person's own settings (a
socket), then `metadata.json`, then the record of the town's server, or outside any town of the
user's own. A server that is named by one of the first four is external and never started by us,
unless it is just our own.

Invariant: no address is made of a place that only a repository names, unless the person trusts it
for the project; and nothing of a repository is followed to a secret or a certificate.
"""

from __future__ import annotations

import os
from typing import Any, NamedTuple

from beadwork import errors
from beadwork.dolt.connection.address import Address
from beadwork.dolt.server.files import record
from beadwork.dolt.server.files.home import HQ, Home, TownHome, of_town, of_user
from beadwork.files import bounded
from beadwork.model.hints import command
from beadwork.workspace import town
from beadwork.workspace.settings import own_settings

DEFAULT_PORT = 3307

PLACE = ("host", "port", "socket")
SHARED = ("host", "port", "user", "tls")
"""What a repository may say of a server."""
SECRET = ("ca", "password_file")
"""What only the person says: where certificates are judged by, and where a password lies."""
KEYS = (*SHARED, "socket", *SECRET)
"""A socket, too, only the person names: whoever listens there is on this machine."""
METADATA = "metadata.json"
LOOPBACK = ("127.0.0.1", "localhost")


class Flags(NamedTuple):
    """What `--server-…` flags say; empty where they say nothing."""

    host: str = ""
    port: int = 0
    socket: str = ""
    user: str = ""
    tls: bool = False


class SettingValue(NamedTuple):
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


def choose(
    metadata: dict[str, Any],
    flags: Flags = Flags(),  # noqa: B008 - immutable
    place: str = "",
    beads: str = "",
) -> Chosen:
    """Return the server to use in the directory `place`, which may be in a town; `beads` is the
    `.beads` whose own settings the person may have made.

    Raises:
        UntrustedServer: only the repository names it.
        BadWorkspace: a port is no number, or a secret cannot be read.
        NoTracker: no host is called so.
    """
    root = town.root_above(place) if place else ""
    home, whose = (
        (_of_town(root, str(metadata.get("dolt_database") or HQ)), "the town's")
        if root
        else (of_user(), "the user's")
    )
    values = effective_settings(metadata, flags, beads)
    _refuse_socket(values, metadata, home)
    origins = " and ".join(dict.fromkeys(values[key].origin for key in PLACE if key in values))
    if not origins:
        return Chosen(_as_user(managed(home), values), f"{whose} server, {home.record}", home)
    if _is_ours(values, home):
        address = _as_user(managed(home), values)
        return Chosen(address, f"{origins}, which is {whose} server, {home.record}", home)
    _refuse_untrusted(values, metadata)
    _refuse_secrets(values, metadata)
    if "socket" not in values:
        _name(values)  # a host that can be none is not looked for
    return Chosen(_external(values), origins, None)


def _refuse_socket(values: dict[str, SettingValue], metadata: dict[str, Any], home: Home) -> None:
    """Raise where a repository names a socket, and the person no place of their own."""
    path = metadata.get("dolt_server_socket")
    if not path or any(values[key].origin != METADATA for key in PLACE if key in values):
        return
    known = record.read(home)
    if path != (known.socket if known else home.socket):
        raise errors.BadWorkspace(
            f"{METADATA} has dolt_server_socket, which is never taken from a repository",
            hint=f"{command('bd', 'dolt', 'set', 'socket', str(path))}   (kept in your own "
            "directory, if you know who listens there)",
        )


def _refuse_untrusted(values: dict[str, SettingValue], metadata: dict[str, Any]) -> None:
    """Raise UntrustedServer where the repository names a part of the place, and the person has not
    trusted that.
    """
    if not _is_named_by_repository(values):
        return
    from beadwork.workspace.trust import servers

    name, project = _name(values), str(metadata.get("project_id") or "")
    if servers.find(name, project) is None:
        raise errors.UntrustedServer(
            f"{METADATA} names the server {name}, which you have not trusted for project "
            f"{project or '(none)'}; it was not contacted",
            hint=f"{command('bd', 'trust', name)}   (if you know who runs it)",
            server=name,
            project_id=project,
        )


def _refuse_secrets(values: dict[str, SettingValue], metadata: dict[str, Any]) -> None:
    """Raise where a repository names the secret or the certificate that is missing here."""
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
    """Return what `bd trust` calls the place.

    Raises:
        BadWorkspace: its port cannot be.
        NoTracker: no host is called so.
    """
    from beadwork.workspace.trust import servers

    port = _port(values["port"]) if "port" in values else DEFAULT_PORT
    try:
        return servers.name_of(_value(values, "host", LOOPBACK[0]), port)
    except errors.Invalid as error:
        raise errors.NoTracker(
            f"{values['host'].origin}: {error.message}", hint=error.hint
        ) from None


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


def sources(
    metadata: dict[str, Any], flags: Flags, beads: str = ""
) -> list[dict[str, SettingValue]]:
    """Return what each source says, the highest first: flags, environment, the person's own
    settings of a `.beads`, metadata.json.
    """
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
            key: SettingValue(_text(metadata[f"dolt_server_{key}"]), METADATA)
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
    """Return the settings that count. A place is taken whole: a socket hides lower hosts and ports,
    and the reverse.

    What the person gave with a server that they trust goes before what its repository says of it.
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
    """Return what the person gave for a server that they trust; nothing for any other."""
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
    """Return the address of our own server for whoever is named; root, whose password we keep,
    where nobody is.
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


def _is_ours(values: dict[str, SettingValue], home: Home) -> bool:
    """Tell whether a place is that of our own server: of the recorded one, or, where none runs, of
    the next.
    """
    known = record.read(home)
    if "socket" in values:
        return values["socket"].value == (known.socket if known else home.socket)
    if _value(values, "host", LOOPBACK[0]) not in LOOPBACK:
        return False
    port = str(known.port) if known else _next_port(values, home)
    return _value(values, "port", str(DEFAULT_PORT)) == port


def _next_port(values: dict[str, SettingValue], home: Home) -> str:
    """Return the port that our server will ask for when it is started; empty where the person, not
    a repository, names a server: that they start by themselves.
    """
    if not all(values[key].origin == METADATA for key in PLACE if key in values):
        return ""
    from beadwork.dolt.server import settings

    return str(settings.read(home).port or DEFAULT_PORT)


def _port(values: SettingValue) -> int:
    text = values.value
    if text.isascii() and text.isdigit() and 0 < int(text) < 65536:
        return int(text)
    raise errors.BadWorkspace(
        f'{values.origin} names the port "{text}"', hint="a number from 1 to 65535"
    )


def _password(values: dict[str, SettingValue]) -> str:
    named = os.environ.get("BEADS_DOLT_PASSWORD")
    if named or "password_file" not in values:
        return named or ""
    path, origin = values["password_file"]
    try:
        content = bounded.read_named(os.path.expanduser(path), bounded.LINE)
        return content.decode().rstrip("\r\n")
    except (OSError, errors.BadFile, UnicodeDecodeError) as error:
        raise errors.BadWorkspace(
            f"the password file {path}, named by {origin}, cannot be read: {_reason(error)}",
            hint="bd dolt show",
        ) from None


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return error.strerror or str(error)
    return "it is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else str(error)
