"""Stop the managed server: let writers finish, ask it to end, wait until it has."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from beadwork import errors
from beadwork.dolt.connection.server_errors import ServerError
from beadwork.dolt.connection.session import Session
from beadwork.dolt.server import access, remote_statements
from beadwork.dolt.server.files import record
from beadwork.dolt.server.files.home import Home
from beadwork.dolt.server.files.record import Record
from beadwork.dolt.server.files.server_lock import exclusively
from beadwork.dolt.server.lifecycle import start
from beadwork.dolt.server.machine import process
from beadwork.model.settings_table import float_setting, int_setting

DRAIN_SECONDS = int_setting("server.drain-timeout")
EXIT_SECONDS = int_setting("server.exit-timeout")
POLL_SECONDS = float_setting("server.drain-poll")

CONNECTIONS = "SELECT id, command FROM information_schema.processlist WHERE id <> CONNECTION_ID()"


def stop(home: Home) -> Record | None:
    """End the server and return its record; None where none of ours runs.

    Raises:
        NoServer: the server was asked to end and still runs after EXIT_SECONDS; it is not killed.
        StorageFailure: the control directory cannot be used.
    """
    if not Path(home.control).exists():
        return None
    with exclusively(home):
        return stop_alone(home)


def stop_alone(home: Home) -> Record | None:
    """Do what `stop` does, for a caller that holds the server's lock."""
    known = start.running(home)
    running = process.find(home, known) if known else None
    if known is None or running is None:
        record.forget(home)
        return None
    with _unreachable(known):
        _drain(home, known)
        _end(home, known, running)
    record.forget(home)
    return known


def stop_silent(home: Home, known: Record) -> None:
    """End a server that does not answer, without waiting for its writers. A server that has ended
    already is no error.

    Raises:
        NoServer: the server was asked to end and goes on; it is not killed.
        StorageFailure: the control directory cannot be used.
    """
    with exclusively(home):
        running = process.find(home, known)
        if running is None:
            return
        with _unreachable(known):
            _end(home, known, running)
        record.forget(home)


def stop_moved(home: Home, known: Record) -> Record | None:
    """End a server whose directory is no longer at the home's paths, and return its record; None
    where it has ended. No file is touched: what is at those paths now is not the server's.

    Raises:
        NoServer: the server was asked to end and goes on; it is not killed.
    """
    running = process.recorded(known)
    if running is None:
        return None
    _end(home, known, running)
    return known


@contextmanager
def _unreachable(record: Record) -> Iterator[None]:
    """Rename the socket, so that connected writers finish and no new ones come. Give it its name
    back where the block fails.
    """
    shown, aside = Path(record.socket), Path(hidden(record.socket))
    is_there = shown.exists()
    if is_there:
        shown.replace(aside)
    try:
        yield
    except BaseException:
        if is_there:
            aside.replace(shown)
        raise
    aside.unlink(missing_ok=True)


def hidden(socket: str) -> str:
    """Return the path of a server's socket while the server is being stopped."""
    return f"{socket}.stopping"


def _end(home: Home, record: Record, running: psutil.Process) -> None:
    if not process.end(running, EXIT_SECONDS):
        raise errors.NoServer(
            f"the server (pid {record.pid}) was asked to end {EXIT_SECONDS} s ago and still runs",
            hint=f"{home.program} dolt logs",
        )


def _drain(home: Home, record: Record) -> None:
    """Wait until no statement runs and no writer is between two packets, for at most
    DRAIN_SECONDS. Then end what still talks to a remote: the server would wait for as long as the
    remote hangs.
    """
    deadline = time.monotonic() + DRAIN_SECONDS
    address = access.address(home, record)._replace(socket=hidden(record.socket))
    with suppress(ServerError), Session(address, None) as session:
        while _is_busy(session, Path(record.socket).parent):
            if time.monotonic() > deadline:
                remote_statements.end_all(session, home)
                return
            time.sleep(POLL_SECONDS)


def _is_busy(session: Session, signatures: Path) -> bool:
    """Tell whether a statement runs, or a live connection has written a file as the holder of a
    writer lock (dolt/writing/writer_lock.py).
    """
    connections = {str(number): command for number, command in session.rows(CONNECTIONS)}
    writers = {file.name.removeprefix("writer-") for file in signatures.glob("writer-*")}
    return "Query" in connections.values() or bool(writers & connections.keys())
