"""Stop the managed server: let writers finish, ask it to end, wait until it has."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import psutil

from beadwork import errors
from beadwork.dolt.faults import ServerError
from beadwork.dolt.server import access, process, record
from beadwork.dolt.server.home import Home
from beadwork.dolt.server.record import Record
from beadwork.dolt.server.start import exclusively
from beadwork.dolt.session import Session

DRAIN_SECONDS = 10
EXIT_SECONDS = 60

RUNNING = "SELECT COUNT(*) FROM information_schema.processlist WHERE command = 'Query' AND id <> CONNECTION_ID()"


def stop(home: Home) -> Record | None:
    """End the server and return its record; None where none of ours runs.

    Raises:
        NoServer: it was asked to end and has not within a minute; it is not killed.
    """
    with exclusively(home):
        known = record.read(home)
        running = process.find(home, known) if known else None
        if known is None or running is None:
            record.forget(home)
            return None
        _drain(home, known)
        process.terminate(running)
        try:
            running.wait(EXIT_SECONDS)
        except psutil.TimeoutExpired:
            raise errors.NoServer(
                f"the server (pid {known.pid}) was asked to end {EXIT_SECONDS} s ago and still runs",
                hint="bd dolt logs",
            ) from None
        Path(home.socket).unlink(missing_ok=True)
        record.forget(home)
        return known


def _drain(home: Home, known: Record) -> None:
    """Wait until no statement runs and no writer is between two packets; at most ten seconds."""
    deadline = time.monotonic() + DRAIN_SECONDS
    with suppress(ServerError), Session(access.address(home, known), None) as session:
        while time.monotonic() < deadline:
            if not session.rows(RUNNING)[0][0] and not any(Path(home.socket).parent.glob("writer-*")):
                return
            time.sleep(0.05)
