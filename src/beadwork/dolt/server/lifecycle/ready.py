"""Wait until a server that was started answers, and set root's password as the settings say."""

from __future__ import annotations

import time
from collections.abc import Callable

from beadwork import errors
from beadwork.dolt.connection.address import Address
from beadwork.dolt.connection.server_errors import Fault, ServerError, explain
from beadwork.dolt.connection.session import Session
from beadwork.dolt.server import access
from beadwork.dolt.server.files import password, record
from beadwork.dolt.server.files.home import Home
from beadwork.dolt.server.files.record import Record
from beadwork.model.settings_table import float_setting, int_setting

READY_SECONDS = int_setting("server.ready-timeout")
POLL_SECONDS = float_setting("server.ready-poll")

GIVE_ROOT = "ALTER USER 'root'@'localhost' IDENTIFIED BY %s"


class Ended(Exception):
    """The server's process ended before it answered."""


def wait(home: Home, known: Record, lives: Callable[[], bool]) -> Record:
    """Wait until the recorded process answers, complete the record with its uuid and version, and
    return it.

    Raises:
        Ended: the process ended before it answered.
        AccessDenied: the server refuses our password.
        NoServer: the process lives and has not answered for READY_SECONDS, or has answered once
            and hangs now.
    """
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        try:
            found = access.ask(_enter(home, known))
        except ServerError as error:
            if error.fault is Fault.DENIED:
                raise access.locked_out(home) from None
            if error.fault is Fault.UNSAFE:
                raise explain(error) from None
            if (
                error.is_silent and known.uuid and lives()
            ):  # it has answered before, so it is not just slow to start
                raise errors.NoServer(
                    f"the server (pid {known.pid}) runs but does not answer: it hangs, or is "
                    "stopped",
                    hint=f"{home.program} dolt restart",
                ) from None
        else:
            complete = known._replace(uuid=found.uuid, version=found.version)
            if complete != known:
                record.write(home, complete)
            return complete
        if not lives():
            raise Ended
        time.sleep(POLL_SECONDS)  # Dolt does not announce that it is ready
    raise errors.NoServer(
        f"the server (pid {known.pid}) runs but has not answered for {READY_SECONDS} s",
        hint=f"{home.program} dolt restart",
    )


def _enter(home: Home, record: Record) -> Address:
    """Return an address with which root logs in. Set root's password first where it differs from
    the setting.

    Dolt reads DOLT_ROOT_PASSWORD only when a data directory has no accounts yet. A data directory
    that was served without a password gets one here, and `auth: none` removes it here.
    """
    address = access.address(home, record)
    other = address._replace(password="" if address.password else password.read(home))
    try:
        access.ask(address)
    except ServerError as error:
        if error.fault is not Fault.DENIED or other.password == address.password:
            raise
        with Session(other, None) as session:
            session.run(GIVE_ROOT, address.password)
    return address
