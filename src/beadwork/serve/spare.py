"""The connection that a worker has opened ahead, to the server that the last command used.

It is on no database: a session that takes it says in its first packet which one it means, and
proves the project with it, as every session does. So nothing of a database is older than the
command. Only the login is spent ahead, and the proof that the server is the one that the address
names. An address is equal only with its account and its password.
"""

from __future__ import annotations

import json
import select
from contextlib import suppress
from typing import Any

from beadwork.dolt.connection.address import Address
from beadwork.dolt.connection.server_errors import ServerError
from beadwork.dolt.connection.session import Session
from beadwork.errors import BeadworkError
from beadwork.model.settings_table import float_setting
from beadwork.store import identity_check

LOGIN_SECONDS = float_setting("serve.login-timeout")
"""A server that takes longer for a login is left to the command."""


class Spare:
    """At most one open connection, and the server that the command of this process used."""

    def __init__(self) -> None:
        self.used: Address | None = None
        """The address of the first connection of the command; None before."""
        self._address: Address | None = None
        self._connection: Any = None

    def log_in(self, told: bytes) -> None:
        """Open a connection to the server that an earlier command has told. A failure is nobody's
        concern: the command opens its own.
        """
        with suppress(ValueError, TypeError, ServerError, BeadworkError):
            address = decode(told)
            if not address.tls:
                self._connection = _proven(address)
                self._address = address

    def take(self, address: Address) -> Any:
        """Return the connection, where it is to this address and still open; None where not."""
        if self.used is None:
            self.used = address
        connection, self._connection = self._connection, None
        if connection is None:
            return None
        if self._address == address and not _has_ended(connection):
            return connection
        _end(connection)
        return None

    def let_go(self) -> None:
        """Close the connection, if there is one."""
        connection, self._connection = self._connection, None
        if connection is not None:
            _end(connection)


def encode(address: Address) -> bytes:
    """Return an address as a worker tells it to the next one."""
    return json.dumps(address).encode()


def decode(told: bytes) -> Address:
    """Return the address that a worker has told.

    Raises:
        ValueError, TypeError: it is none.
    """
    return Address(*json.loads(told))


def _proven(address: Address) -> Any:
    """Return a connection to a server that has the uuid of the address.

    Raises:
        ServerError: nobody answers, or the login is refused.
        WrongServer: it is another server.
    """
    with Session(address, None, login_seconds=LOGIN_SECONDS) as session:
        ((uuid,),) = session.rows(identity_check.UUID)
        identity_check.refuse_other_server(uuid, address)
        return session.give_away()


def _has_ended(connection: Any) -> bool:
    """Tell whether the server has closed it: it says nothing unasked but the end."""
    watch = select.poll()
    watch.register(connection._sock, select.POLLIN)
    return bool(watch.poll(0))


def _end(connection: Any) -> None:
    with suppress(OSError):
        connection.close()
