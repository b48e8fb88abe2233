"""A server that is not what it seems: named by somebody else's repository, it gets no password to
read.
"""

from __future__ import annotations

import socket
import threading

import pytest

from beadwork.dolt.connection.address import Address
from beadwork.dolt.connection.server_errors import Fault, ServerError
from beadwork.dolt.connection.session import Session

SECRET = "not for everybody"
GREETING = (
    b"\x0a8.0.31\x00"
    + b"\x01\x00\x00\x00"
    + b"12345678\x00"
    + b"\xff\xf7"
    + b"\xff"
    + b"\x02\x00"
    + b"\xff\xff"
    b"\x15" + bytes(10) + b"123456789012\x00" + b"mysql_native_password\x00"
)
SWITCH = b"\xfemysql_clear_password\x00"


def test_a_server_that_asks_for_the_password_in_the_clear_does_not_get_it() -> None:
    heard = bytearray()
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        client, _ = listener.accept()
        with client:
            client.sendall(_packet(0, GREETING))
            heard.extend(client.recv(65536))
            client.sendall(_packet(2, SWITCH))
            while data := client.recv(65536):
                heard.extend(data)

    server = threading.Thread(target=serve)
    server.start()
    address = Address(port=listener.getsockname()[1], password=SECRET)
    with (
        pytest.raises(ServerError, match="in the clear") as caught,
        Session(address, None) as session,
    ):
        session.rows("SELECT 1")
    server.join(10)
    listener.close()
    assert caught.value.fault is Fault.DENIED
    assert heard
    assert SECRET.encode() not in heard


def _packet(number: int, body: bytes) -> bytes:
    return len(body).to_bytes(3, "little") + bytes([number]) + body
