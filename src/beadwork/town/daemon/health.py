"""Is the server well? Each check says what is wrong in one sentence, or nothing; none of them changes anything that matters."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from beadwork.dolt import gc, vitals
from beadwork.dolt.faults import Fault, ServerError
from beadwork.dolt.server import access, process, record
from beadwork.dolt.server.home import Home
from beadwork.dolt.session import Session
from beadwork.town.configuration import Daemon

READ_SECONDS = 10
"""So long may a healthy server take for an answer, a loaded machine included."""
MEGABYTE = 1_000_000

SILENT = "server-not-answering"
FOREIGN = "server-foreign"
CONNECTIONS = "connections"
WRITE = "server-cannot-write"
DISK = "disk-space"
JOURNAL = "journal-size"
KINDS = (SILENT, FOREIGN, CONNECTIONS, WRITE, DISK, JOURNAL)
"""The kinds of alerts that are opened and closed here."""


class Finding(NamedTuple):
    """One thing that is wrong: its kind (see `KINDS`), and what to tell a person."""

    kind: str
    text: str


def look(home: Home, limits: Daemon, *, runs: bool) -> list[Finding]:
    """Return what is wrong; of the server only where it is to run."""
    found = [*_disk(home, limits), *_journals(home, limits)]
    known = record.read(home)
    if runs and known is not None and process.find(home, known) is not None:
        found += _server(home, known, limits)
    return found


def _server(home: Home, known: record.Record, limits: Daemon) -> Iterator[Finding]:
    try:
        with Session(access.address(home, known), None, read_seconds=READ_SECONDS) as session:
            try:
                vitals.beat(session)
            except ServerError as error:
                if error.fault in (Fault.LOST, Fault.REFUSED):
                    raise
                yield Finding(WRITE, f"the server (pid {known.pid}) cannot write: {error.text}")
                return
            seen = vitals.look(session)
    except ServerError as error:
        yield Finding(SILENT, f"the server (pid {known.pid}) runs but does not answer: {error.text}")
        return
    if known.uuid and seen.uuid != known.uuid:
        yield Finding(FOREIGN, f"what answers at {known.socket} is the server {seen.uuid}, not ours, {known.uuid}")
    if seen.connections * 100 >= limits.connections_percent * seen.max_connections:
        yield Finding(CONNECTIONS, f"{seen.connections} of {seen.max_connections} connections are in use")


def _disk(home: Home, limits: Daemon) -> Iterator[Finding]:
    free = shutil.disk_usage(home.data).free // MEGABYTE
    if free < limits.disk_free_mb:
        yield Finding(DISK, f"{free} MB are free on the disk of {home.data}, less than {limits.disk_free_mb}")


def _journals(home: Home, limits: Daemon) -> Iterator[Finding]:
    large = {name: size for name, size in journals(home).items() if size > 2 * limits.journal_mb}
    if large:
        sizes = ", ".join(f"{name} {size} MB" for name, size in sorted(large.items()))
        yield Finding(JOURNAL, f"journals have grown past twice {limits.journal_mb} MB: {sizes}")


def journals(home: Home) -> dict[str, int]:
    """Return the size of each database's journal, in whole megabytes."""
    files = Path(home.data).glob(f"*/.dolt/noms/{gc.JOURNAL}")
    return {file.parents[2].name: file.stat().st_size // MEGABYTE for file in files}
