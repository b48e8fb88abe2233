"""Check the health of a server. Each check yields its findings, each one sentence for an alert."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import psutil

from beadwork.dolt.connection.server_errors import Fault, ServerError
from beadwork.dolt.connection.session import Session
from beadwork.dolt.server import access, health_queries, signatures
from beadwork.dolt.server.files import record
from beadwork.dolt.server.files.home import Home
from beadwork.dolt.server.machine import disk_space, process
from beadwork.dolt.versions import gc
from beadwork.model.settings_table import int_setting
from beadwork.town.configuration import Daemon

READ_SECONDS = int_setting("daemon.health-timeout")
"""The longest time that a healthy server takes for an answer, on a loaded machine."""

CLIENT_CODES = 2000
"""Error codes from here on are the client's: no server answered (MySQL's errmsg.h)."""

SILENT = "server-not-answering"
FOREIGN = "server-foreign"
LOGIN = "server-refuses-login"
CONNECTIONS = "connections"
WRITE = "server-cannot-write"
DISK = "disk-space"
JOURNAL = "journal-size"
DATABASE = "database-unreadable"
KINDS = (SILENT, FOREIGN, LOGIN, CONNECTIONS, WRITE, DISK, JOURNAL, DATABASE)
"""The kinds of alerts that come from health checks."""
NOT_ASKED = (SILENT, LOGIN, CONNECTIONS)
"""A server that is so is not asked about its databases."""


class Finding(NamedTuple):
    """One thing that is wrong: its kind (see `KINDS`), and the text for a person."""

    kind: str
    text: str


def look(
    home: Home, limits: Daemon, faults: Callable[[], dict[str, str]], *, runs: bool
) -> list[Finding]:
    """Return what is wrong; the server itself is checked only where it should run. `faults` returns
    what is wrong with its databases, by name.
    """
    found = [*_disk(home, limits), *_journals(home, limits)]
    known = record.read(home)
    if runs and known is not None and (server := process.find(home, known)) is not None:
        found += _server(home, known, server, limits)
    if not any(finding.kind in NOT_ASKED for finding in found):
        found += _databases(faults())
    return found


def _databases(faults: dict[str, str]) -> Iterator[Finding]:
    if not faults:
        return
    named = "; ".join(f"{name}: {fault}" for name, fault in faults.items())
    mend = " and ".join(f"`gt dolt recover {name}`" for name in faults)
    yield Finding(DATABASE, f"databases are lost or damaged: {named}. See {mend}")


def _server(
    home: Home, known: record.Record, server: psutil.Process, limits: Daemon
) -> Iterator[Finding]:
    try:
        with Session(access.address(home, known), None, read_seconds=READ_SECONDS) as session:
            try:
                if not disk_space.is_full(home.data):  # Dolt ends at a write that finds no room
                    health_queries.beat(session)
            except ServerError as error:
                if error.fault in (Fault.LOST, Fault.REFUSED, Fault.DENIED):
                    raise
                yield Finding(
                    WRITE,
                    f"the server (pid {known.pid}) cannot write: {error.text}. See `gt doctor`",
                )
                return
            seen = health_queries.look(session)
            signatures.sweep(session, known.socket)
    except ServerError as error:
        if not _has_ended(server, error):
            yield _of_failure(home, known, error, limits)
        return
    if known.uuid and seen.uuid != known.uuid:
        text = f"what answers at {known.socket} is the server {seen.uuid}, not ours, {known.uuid}"
        yield Finding(
            FOREIGN, f"{text}; it is left alone. See `gt doctor --check server-identity --verbose`"
        )
    if seen.connections * 100 >= limits.connections_percent * seen.max_connections:
        text = f"{seen.connections} of {seen.max_connections} connections are in use"
        yield Finding(CONNECTIONS, f"{text}. {_more(home)}")


def _has_ended(server: psutil.Process, error: ServerError) -> bool:
    """Tell whether a check failed because the server ended meanwhile, which is the supervisor's to
    see. An ending process closes its connections a moment before it is gone, so it is waited for,
    unless it was silent for as long already.
    """
    was_cut_off = error.is_lost and not (error.is_silent or error.is_slow)
    return process.wait(server, READ_SECONDS if was_cut_off else process.WAIT_SECONDS)


def _of_failure(home: Home, known: record.Record, error: ServerError, limits: Daemon) -> Finding:
    """Return the finding of a failed check. A server that answers with an error does not hang."""
    if error.fault is Fault.DENIED:
        return Finding(
            LOGIN,
            (
                f"the server (pid {known.pid}) refuses the password in {home.password}: put the "
                f"right one there, or `gt dolt reset-password {home.rig}".rstrip()
                + "` makes a new one"
            ),
        )
    if error.fault is Fault.UNSAFE:
        return Finding(LOGIN, f"{error.text}. See `gt doctor`")
    if "connections" in error.text.lower():
        return Finding(
            CONNECTIONS,
            f"the server (pid {known.pid}) takes no more connections: {error.text}. {_more(home)}",
        )
    if error.code < CLIENT_CODES:
        return Finding(
            WRITE,
            f"the server (pid {known.pid}) answers with an error: {error.text}. See `gt doctor`",
        )
    text = f"the server (pid {known.pid}) runs but does not answer: {error.text}"
    again = f"after {limits.health_failures} such checks in a row it is started anew"
    return Finding(SILENT, f"{text}; {again}. See `gt dolt logs`")


def _more(home: Home) -> str:
    return f"More: dolt_server.max_connections in {home.settings}, then `gt dolt restart`"


def _disk(home: Home, limits: Daemon) -> Iterator[Finding]:
    free = disk_space.free(home.data) // disk_space.MEGABYTE
    if free < limits.disk_free_mb:
        text = f"{free} MB are free on the disk of {home.data}, less than {limits.disk_free_mb}"
        yield Finding(DISK, f"{text}. See `df -h {home.data}`")


def _journals(home: Home, limits: Daemon) -> Iterator[Finding]:
    large = {name: size for name, size in journals(home).items() if size > 2 * limits.journal_mb}
    if large:
        sizes = ", ".join(f"{name} {size} MB" for name, size in sorted(large.items()))
        text = (
            f"journals have grown past twice {limits.journal_mb} MB, as the server was "
            f"never idle: {sizes}"
        )
        yield Finding(JOURNAL, f"{text}. At once: `bd gc` in the rig")


def journals(home: Home) -> dict[str, int]:
    """Return the size of each database's journal, in whole megabytes."""
    files = Path(home.data).glob(f"{'' if home.rig else '*/'}.dolt/noms/{gc.JOURNAL}")
    return {file.parents[2].name: file.stat().st_size // disk_space.MEGABYTE for file in files}
