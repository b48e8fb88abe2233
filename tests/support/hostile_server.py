"""A server that speaks the MySQL protocol as far as the login, and asks for what it should not get.

It listens on a port, with or without TLS, or on a Unix socket. It records every received byte.
"""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

TLS = 0x0800
CAPABILITIES = 0x00FF_FFFF
"""All capabilities of a present server, including TLS and authentication plug-ins."""
KEY = (
    b"-----BEGIN PUBLIC KEY-----\n"
    b"MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBALqbHeRLCyOdykC5SDLqI49ArYGYG1mq\n"
    b"aH9/GnWjGavZM02fos4lc2w6tCchcUBNtJvGqKwhC5JEnx3RYoSX2ucCAwEAAQ==\n"
    b"-----END PUBLIC KEY-----\n"
)
SALT = b"12345678123456789012\0"
OK = b"\0\0\0\2\0\0\0"

ASKED = {
    "clear": (b"\xfemysql_clear_password\0",),
    "dialog": (b"\xfedialog\0\x04Password: ",),
    "old hash": (b"\xfemysql_old_password\0" + SALT,),
    "rsa": (b"\xfesha256_password\0" + SALT, b"\x01" + KEY),
    "full sha2": (b"\xfecaching_sha2_password\0" + SALT, b"\x01\x04", b"\x01" + KEY),
    "full sha2 at once": (b"\x01\x04", b"\x01" + KEY),
    "a file": (OK, b"\xfb/etc/passwd"),
}
"""The packets after the client's first answer, one for each further answer."""


class Hostile:
    """A hostile server: the number of its connections, and every byte that they sent."""

    def __init__(self, where: str) -> None:
        self.where = where
        """HOST:PORT, or the path of the socket."""
        self.met = 0
        self.heard = bytearray()

    @property
    def port(self) -> int:
        """The port of a server that listens on one."""
        return int(self.where.rpartition(":")[2])


@contextmanager
def hostile(
    asked: str = "clear",
    *,
    path: Path | None = None,
    tls: ssl.SSLContext | None = None,
    plugin: bytes = b"mysql_native_password",
) -> Iterator[Hostile]:
    """Run a hostile server while the block runs: on a local port, or on the socket `path`."""
    with _listener(path) as listener:
        where = str(path) if path else f"127.0.0.1:{listener.getsockname()[1]}"
        server = Hostile(where)
        thread = threading.Thread(target=_serve, args=(listener, server, asked, tls, plugin))
        thread.start()
        try:
            yield server
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join(20)


def _listener(path: Path | None) -> socket.socket:
    if path is None:
        return socket.create_server(("127.0.0.1", 0))
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(path))
    listener.listen()
    return listener


def _serve(
    listener: socket.socket,
    server: Hostile,
    asked: str,
    tls: ssl.SSLContext | None,
    plugin: bytes,
) -> None:
    with suppress(OSError):
        while True:
            client, _ = listener.accept()
            server.met += 1
            with client, suppress(OSError):
                client.settimeout(10)
                _talk(client, server, asked, tls, plugin)


def _talk(
    client: socket.socket,
    server: Hostile,
    asked: str,
    tls: ssl.SSLContext | None,
    plugin: bytes,
) -> None:
    _send(client, 0, greeting(plugin, CAPABILITIES if tls else CAPABILITIES & ~TLS))
    if tls:
        server.heard += client.recv(36)  # the request for TLS
        client = tls.wrap_socket(client, server_side=True)
    number = _hear(client, server)
    for packet in ASKED[asked]:
        _send(client, number + 1, packet)
        number = _hear(client, server)
    while data := client.recv(65536):
        server.heard += data


def _hear(client: socket.socket, server: Hostile) -> int:
    """Record what the client sends, and return the number of its last packet."""
    data = client.recv(65536)
    server.heard += data
    if not data:
        raise OSError("the client has left")
    return data[3]


def greeting(plugin: bytes, capabilities: int) -> bytes:
    low, high = (
        (capabilities & 0xFFFF).to_bytes(2, "little"),
        (capabilities >> 16).to_bytes(2, "little"),
    )
    rest = b"\x15" + bytes(10) + SALT[8:] + plugin + b"\0"
    return b"\x0a8.0.31\0" + bytes(4) + SALT[:8] + b"\0" + low + b"\xff\2\0" + high + rest


def _send(client: socket.socket, number: int, body: bytes) -> None:
    client.sendall(len(body).to_bytes(3, "little") + bytes([number % 256]) + body)
