"""Open one connection with PyMySQL, set up for Dolt and for a quick start.

What is not the driver's default, and why: no TLS context unless asked for (17 ms to load
certificates), several statements a packet, no `SET AUTOCOMMIT` and no `SET NAMES` (a round trip
each: Dolt takes the character set of the handshake, and reports no autocommit flag), times parsed
by `fromisoformat` (in C) instead of a regular expression.
"""

from __future__ import annotations

import io
import json
import socket
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

import pymysql
from pymysql.constants import CLIENT, CR, FIELD_TYPE
from pymysql.converters import conversions

from beadwork.dolt.connection import peer
from beadwork.dolt.connection.address import Address
from beadwork.dolt.connection.authentication import WITH_TLS, WITHOUT_TLS
from beadwork.dolt.connection.rows import Rows
from beadwork.dolt.connection.server_errors import UNREADABLE, UNSAFE
from beadwork.dolt.connection.timeouts import (
    CONNECT_SECONDS,
    Patience,
    PatientReader,
    login_seconds,
)

BUFFER = 1 << 16
LOST = "Lost connection to MySQL server during query"
FIRST_OF_SERVER, FIRST_OF_CLIENT = 1000, 2000
"""Error codes: a server's begin at the first number, a client's own at the second."""


def moment(text: str) -> datetime:
    """Return the time that a text of the server means; `datetime.min` for MySQL's zero time.

    Raises:
        ValueError: the text is no time.
    """
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        # Dolt writes years before 1000 without their zeros, such as the zero time of Go.
        year, rest = text.split("-", 1)
        if year.strip("0") == "":  # MySQL's own zero time: 0000-00-00
            return datetime.min
        return datetime.fromisoformat(f"{year:>04}-{rest}")


_CONVERSIONS = dict(conversions)
_CONVERSIONS[FIELD_TYPE.DATETIME] = moment
_CONVERSIONS[FIELD_TYPE.TIMESTAMP] = moment


def _lenient(convert: Any) -> Callable[[str], Any]:
    """Return `convert` for any text: Dolt answers EXPLAIN with the text NULL in number columns."""

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
    patience: Patience
    """The time limits of this connection."""
    _reader: io.BufferedReader | None = None

    @property
    def _rfile(self) -> io.BufferedReader | None:
        return self._reader

    @_rfile.setter
    def _rfile(self, file: object) -> None:
        """Replace the driver's reader by one with our time limits, with TLS or without."""
        is_open = file is not None
        reader = PatientReader(self._sock, self.patience) if is_open else None  # type: ignore[attr-defined]
        self._reader = io.BufferedReader(reader, BUFFER) if reader else None

    def _read_bytes(self, num_bytes: int) -> bytes:
        """Return `num_bytes` bytes. The driver's own method would set a time limit in each call."""
        assert self._reader is not None  # noqa: S101 - the driver has connected
        try:
            data = self._reader.read(num_bytes)
        except OSError as error:
            self._force_close()  # type: ignore[attr-defined]
            raise pymysql.err.OperationalError(2013, f"{LOST} ({error})") from None
        except BaseException:
            self._force_close()  # type: ignore[attr-defined]
            raise
        if len(data) < num_bytes:
            self._force_close()  # type: ignore[attr-defined]
            raise pymysql.err.OperationalError(2013, LOST)
        return data

    def _write_bytes(self, data: bytes) -> None:
        """Send, for as long as an answer may take: a server that does not read hangs as well."""
        connected, rest = self._sock, memoryview(data)  # type: ignore[attr-defined]
        try:
            while rest:
                connected.settimeout(self.patience.left())
                with suppress(TimeoutError):  # `left` decides
                    rest = rest[connected.send(rest) :]
        except OSError as error:
            self._force_close()  # type: ignore[attr-defined]
            raise pymysql.err.OperationalError(2006, f"the server is gone ({error})") from None

    def _execute_command(self, command: int, sql: str | bytes) -> None:
        """Send a statement, and start the time limit of its answer."""
        self.patience.begin()
        super()._execute_command(command, sql)  # type: ignore[misc]

    def _get_server_information(self) -> None:
        """Read the greeting; refuse another user's process before anything is read or sent."""
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

    def _request_authentication(self) -> None:
        """Log in; raise OperationalError where TLS is asked for and the server has none.

        Older releases of the driver would go on without TLS. Without TLS the first answer is a
        hash, whatever the greeting asks for. A server that wants something else has to ask again,
        and `authentication.py` decides about that.
        """
        greeting = vars(self)
        if not greeting["ssl"]:
            self._auth_plugin_name = "mysql_native_password"
        elif not greeting["server_capabilities"] & CLIENT.SSL:
            raise pymysql.err.OperationalError(1045, "TLS is asked for, and the server has none")
        super()._request_authentication()  # type: ignore[misc]


def connect(address: Address, database: str | None, *, seconds: float | None = None) -> _Connection:
    """Return an open connection. Opening takes at most `seconds`, by default `login_seconds()`.

    Raises:
        pymysql.MySQLError: nobody answers, the login is refused, or there is no such database.
    """
    return _connect(
        address, database, Patience(seconds or login_seconds(), lambda left: _lives(address, left))
    )


def _lives(address: Address, seconds: float) -> bool:
    """Tell whether a server answers on another connection, within `seconds` in all."""
    try:
        probe = _connect(address, None, Patience(seconds, None), seconds)
        with suppress(OSError), probe, probe.cursor() as cursor:
            cursor.execute("SELECT @@server_uuid")
            found = cursor.fetchone()
            return found is not None and address.uuid in ("", found[0])
    except pymysql.MySQLError as error:
        code = error.args[0] if error.args else 0
        return isinstance(code, int) and FIRST_OF_SERVER <= code < FIRST_OF_CLIENT
    except UNREADABLE:
        return False
    return False


def _connect(
    address: Address, database: str | None, patience: Patience, seconds: float = CONNECT_SECONDS
) -> _Connection:
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
        connect_timeout=seconds,
        defer_connect=True,
        **tls,
    )
    connection.must_be_ours = address.managed and bool(address.socket)
    connection.patience = patience
    opened = _open_socket(address, seconds)
    try:
        connection.connect(opened)
    except pymysql.MySQLError as error:
        # The driver's attribute leads by the frames of its traceback to this error again: a cycle,
        # which would hold the socket until the collector runs.
        vars(error).pop("original_exception", None)
        raise
    return connection


def _open_socket(address: Address, seconds: float) -> socket.socket:
    """Return a connected socket. The driver's own attempt would leave one open where it fails.

    Raises:
        pymysql.OperationalError: nobody answers.
    """
    try:
        return _unix(address.socket, seconds) if address.socket else _tcp(address, seconds)
    except OSError as error:
        raise pymysql.err.OperationalError(
            CR.CR_CONN_HOST_ERROR, f"Can't connect to MySQL server on {address.host!r} ({error})"
        ) from None


def _unix(path: str, seconds: float) -> socket.socket:
    opened = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        opened.settimeout(seconds)
        opened.connect(path)
    except BaseException:
        opened.close()
        raise
    return opened


def _tcp(address: Address, seconds: float) -> socket.socket:
    opened = socket.create_connection((address.host, address.port), seconds)
    opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    return opened


def _system_certificates() -> str | None:
    import ssl

    return ssl.get_default_verify_paths().cafile
