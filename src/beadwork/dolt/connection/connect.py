"""Open one connection with PyMySQL, set up for Dolt and for a quick start.

What is not the driver's default, and why: no TLS context unless asked for (17 ms to load
certificates), several statements a packet, no `SET AUTOCOMMIT` and no `SET NAMES` (a round trip
each: Dolt takes the character set of the handshake, and reports no autocommit flag), times parsed
by `fromisoformat` (in C) instead of a regular expression.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pymysql
from pymysql.constants import CLIENT, FIELD_TYPE
from pymysql.converters import conversions

from beadwork.dolt.connection import peer
from beadwork.dolt.connection.address import Address
from beadwork.dolt.connection.authentication import WITH_TLS, WITHOUT_TLS
from beadwork.dolt.connection.rows import Rows
from beadwork.dolt.connection.server_errors import UNSAFE
from beadwork.dolt.connection.timeouts import CONNECT_SECONDS, READ_SECONDS, connect_seconds


def _datetime(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        # Dolt writes years before 1000 without their zeros, such as the zero time of Go.
        year, rest = text.split("-", 1)
        return datetime.fromisoformat(f"{year:>04}-{rest}")


_CONVERSIONS = dict(conversions)
_CONVERSIONS[FIELD_TYPE.DATETIME] = _datetime
_CONVERSIONS[FIELD_TYPE.TIMESTAMP] = _datetime


def _lenient(convert: Any) -> Callable[[str], Any]:
    """Dolt answers EXPLAIN with the text NULL in columns of numbers."""

    def converted(text: str) -> Any:
        try:
            return convert(text)
        except ValueError:
            return None if text == "NULL" else text

    return converted


def _number(text: str) -> int | float:
    return int(text) if text.lstrip("-").isdigit() else float(text)


LENIENT_CONVERSIONS = {
    kind: _lenient(convert)
    for kind, convert in {
        **{kind: convert for kind, convert in _CONVERSIONS.items() if isinstance(kind, int)},
        FIELD_TYPE.JSON: json.loads,
        FIELD_TYPE.DECIMAL: _number,
        FIELD_TYPE.NEWDECIMAL: _number,
    }.items()
}
"""Conversions for whatever a person asks for by SQL (`Session.table`), by type of column."""


class _Connection(pymysql.connections.Connection):
    must_be_ours = False
    """Whether the process that listens has to be this user's."""

    def _get_server_information(self) -> None:
        """Read the greeting, but from a stranger nothing, and nothing is said to one."""
        if self.must_be_ours:
            peer.require(self._sock, str(self.unix_socket))  # type: ignore[attr-defined]
        super()._get_server_information()  # type: ignore[misc]

    def set_character_set(self, charset: str, collation: str | None = None) -> None:
        """Do nothing: the handshake said utf8mb4 already, and Dolt obeys it."""

    def _read_query_result(self, unbuffered: bool = False) -> int | None:
        """Read a result as the driver does, but its rows by the quicker loop of `rows.py`."""
        self._result = None
        result = Rows(self)
        result.read()
        self._result = result
        if result.server_status is not None:
            self.server_status = result.server_status
        affected: int | None = result.affected_rows
        return affected

    def wait_for_answers(self) -> None:
        """Allow statements more time than the greeting and the login."""
        self._read_timeout = READ_SECONDS

    def _request_authentication(self) -> None:
        """Log in. TLS that is asked for is never given up where the server says that it has none:
        older releases of the driver go on without.

        Without TLS the first answer is a hash, whatever the greeting asks for. Who wants something
        else has to say so, and that is decided in `authentication.py`.
        """
        greeting = vars(self)
        if not greeting["ssl"]:
            self._auth_plugin_name = "mysql_native_password"
        elif not greeting["server_capabilities"] & CLIENT.SSL:
            raise pymysql.err.OperationalError(1045, "TLS is asked for, and the server has none")
        super()._request_authentication()  # type: ignore[misc]


def connect(address: Address, database: str | None) -> pymysql.connections.Connection[Any]:
    """Return an open connection.

    Raises:
        pymysql.MySQLError: nobody answers, the login is refused, or there is no such database.
    """
    if address.weakness:
        raise pymysql.err.OperationalError(UNSAFE, address.weakness)
    tls: dict[str, Any] = {"ssl_disabled": True, "auth_plugin_map": WITHOUT_TLS}
    if address.tls:
        tls = {
            "auth_plugin_map": WITH_TLS,
            "ssl_verify_cert": True,
            "ssl_verify_identity": True,
            "ssl_ca": address.tls_ca or _system_certificates(),
        }
    connection = _Connection(
        host=address.host,
        port=address.port,
        unix_socket=address.socket or None,
        user=address.user,
        password=address.password,
        database=database,
        client_flag=CLIENT.MULTI_STATEMENTS,
        autocommit=None,
        charset="utf8mb4",
        conv=_CONVERSIONS,
        connect_timeout=CONNECT_SECONDS,
        read_timeout=_greeting_seconds(),
        write_timeout=READ_SECONDS,
        defer_connect=True,
        **tls,
    )
    connection.must_be_ours = address.managed and bool(address.socket)
    connection.connect()
    connection.wait_for_answers()
    return connection


def _greeting_seconds() -> float:
    """Return how long the greeting may take, at least one second.

    What accepts a connection and says nothing is no MySQL server, or one that hangs.
    """
    return max(1.0, min(connect_seconds(CONNECT_SECONDS), CONNECT_SECONDS))


def _system_certificates() -> str | None:
    import ssl

    return ssl.get_default_verify_paths().cafile
