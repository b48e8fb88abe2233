"""What is known of the managed server, for `bd dolt status` and for messages."""

from __future__ import annotations

from typing import NamedTuple

from beadwork.dolt.server.files import record
from beadwork.dolt.server.files.home import Home
from beadwork.dolt.server.files.record import Record

REFUSED = "refuses the password"
"""The state of a server that answers, and does not take the password that is kept here."""
SILENT = "not answering"


class Status(NamedTuple):
    """The server as it is now. `running` is true only when the recorded process lives and the
    recorded uuid answers.
    """

    running: bool
    state: str
    """`running`, `stopped`, `not answering` or `refuses the password` (the process lives), or
    `gone` (a record without its process).
    """
    pid: int | None
    port: int | None
    socket: str | None
    data_dir: str
    server_uuid: str | None
    version: str | None
    log: str
    managed: bool = True


def look(home: Home, *, is_silent: bool = False) -> Status:
    """Return the status. Nothing is started, changed or waited for.

    `is_silent` says that the caller has just asked the server and got no answer.
    """
    from beadwork.dolt.server.lifecycle import start
    from beadwork.dolt.server.machine import process

    known = record.read(home) or start.running(home)
    if known is None:
        return Status(False, "stopped", None, None, None, home.data, None, None, home.log)
    state = "gone"
    if process.find(home, known) is not None:
        state = SILENT if is_silent else _answer(home, known)
    return of_record(home, known, state)


def _answer(home: Home, known: Record) -> str:
    from beadwork.dolt.connection.server_errors import Fault, ServerError
    from beadwork.dolt.server import access

    try:
        uuid = access.ask_uuid(access.address(home, known))
    except ServerError as error:
        return REFUSED if error.fault is Fault.DENIED else SILENT
    return "running" if known.uuid in ("", uuid) else SILENT


def of_record(home: Home, record: Record, state: str) -> Status:
    """Return the status of the recorded server, whose state the caller knows."""
    return Status(
        state == "running",
        state,
        record.pid if state != "gone" else None,
        record.port,
        record.socket,
        record.data_dir,
        record.uuid or None,
        record.version,
        home.log,
    )
