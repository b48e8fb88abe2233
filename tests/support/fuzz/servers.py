"""Servers that do not exist, that are not managed, or that are hostile."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from random import Random

from fuzz import words
from fuzz.run import Try
from fuzz.stage import Stage
from hostile_server import CAPABILITIES, OK, SALT, TLS, greeting

COMMANDS = (
    ["list", "--json"],
    ["ready"],
    ["create", "A title", "--json"],
    ["show", "fz-1"],
    ["close", "fz-1"],
    ["where", "--json"],
    ["context"],
    ["info"],
    ["ping"],
    ["doctor"],
    ["sql", "SELECT 1", "--json"],
    ["config", "list"],
    ["dolt", "status"],
    ["dolt", "test", "--json"],
    ["dolt", "show"],
    ["init"],
    ["migrate"],
    ["merge", "side"],
    ["gc"],
)
ENVIRONMENT = {"BEADWORK_CONNECT_SECONDS": "1", "BEADWORK_SILENCE_SECONDS": "2"}
HOSTS = (
    "no such host",
    "no-such-host.invalid",
    "..",
    ".",
    "-oProxyCommand=id",
    "a" * 300,
    "a..b",
    "ä.example",
    "\udcff",
    "256.256.256.256",
    "0",
    "::",
    "[::1]",
    "127.0.0.1:3307",
    "user:token@127.0.0.1",
    "https://127.0.0.1/",
    "/etc/passwd",
)
PLUGINS = (
    b"mysql_native_password",
    b"caching_sha2_password",
    b"sha256_password",
    b"client_ed25519",
    b"auth_gssapi_client",
    b"authentication_webauthn_client",
    b"\xff\xfe",
    b"",
    b"x" * 5000,
)
STRANGERS = (
    b"HTTP/1.1 400 Bad Request\r\n\r\n",
    b"SSH-2.0-OpenSSH_9.6\r\n",
    b"-ERR unknown command\r\n",
    b"\0" * 40,
    b"\xff" * 40,
    b"\x05\0\0\0\x0a8.0\0",
    b"\x01\0\0\0\x09",
    b"\x01\0\0\0\xff",
    b"\x09\0\0\0\xff\x10\x04#08004",
    b"\x15\0\0\0\xff\x10\x04#08004Too many x",
    b"\x05\0\0\0\xff\x69\x04no",
    b"E\0\0\0\x08R\0\0\0\0",
)

Client = socket.socket


@contextmanager
def a_server(chance: Random, stage: Stage, environment: dict[str, str]) -> Iterator[Try]:
    """Let the user name a server that is not a tracker's."""
    command = list(chance.choice(COMMANDS))
    known = {**environment, **ENVIRONMENT, "BEADS_DOLT_PASSWORD": "a password"}
    if chance.random() < 0.2:
        named = {"BEADS_DOLT_SERVER_HOST": chance.choice(HOSTS)}
        named["BEADS_DOLT_SERVER_PORT"] = chance.choice(("1",) * 6 + ("0", "-1", "99999", "x", "²"))
        yield Try("bd", command, stage.project, {**known, **named}, about=str(named))
        return
    name, behave = chance.choice(BEHAVIOURS)
    seed = chance.random()
    with listening(lambda client: behave(client, Random(seed))) as port:
        named = {"BEADS_DOLT_SERVER_PORT": str(port)}
        yield Try("bd", command, stage.project, {**known, **named}, about=f"the server {name}")


@contextmanager
def listening(behave: Callable[[Client], None]) -> Iterator[int]:
    """Run a server that answers each client by `behave`, and yield its port.

    The server is its own process, so this process has no threads when it forks.
    """
    with socket.create_server(("127.0.0.1", 0), backlog=50) as listener:
        child = os.fork()
        if child == 0:
            try:
                while True:
                    client, _ = listener.accept()
                    threading.Thread(target=_serve, args=(behave, client), daemon=True).start()
            finally:
                os._exit(0)
        try:
            yield listener.getsockname()[1]
        finally:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def _serve(behave: Callable[[Client], None], client: Client) -> None:
    with client, suppress(OSError):
        client.settimeout(15)
        behave(client)


def _silent(client: Client, chance: Random) -> None:
    time.sleep(15)


def _stranger(client: Client, chance: Random) -> None:
    client.sendall(chance.choice(STRANGERS))
    _silent(client, chance) if chance.random() < 0.5 else None


def _random_bytes(client: Client, chance: Random) -> None:
    client.sendall(chance.randbytes(chance.choice((1, 4, 50, 5_000))))


def _random_greeting(client: Client, chance: Random) -> None:
    body = bytearray(greeting(chance.choice(PLUGINS), CAPABILITIES & ~TLS))
    for _ in range(chance.choice((1, 2, 8))):
        body[chance.randrange(len(body))] = chance.randrange(256)
    _send(client, 0, bytes(body[: chance.choice((5, 20, 40, len(body)))]))
    client.recv(65_536)
    _send(client, 2, OK)
    _silent(client, chance)


def _greets_and_is_silent(client: Client, chance: Random) -> None:
    _send(client, 0, greeting(chance.choice(PLUGINS), CAPABILITIES & ~TLS))
    _silent(client, chance)


def _wants_another_way_in(client: Client, chance: Random) -> None:
    _send(client, 0, greeting(chance.choice(PLUGINS), CAPABILITIES & ~TLS))
    answer = client.recv(65_536)
    if len(answer) < 4:  # hung up
        return
    number = answer[3]
    asked = chance.choice(
        (
            b"\xfe" + chance.choice(PLUGINS) + b"\0" + SALT,
            b"\xfe",
            b"\xfe\0",
            b"\x01\x04",
            b"\x01",
            b"\x02",
            b"\xff\x15\x04#28000Access denied",
            b"\xff",
            b"",
            chance.randbytes(30),
        )
    )
    _send(client, number + 1, asked)
    client.recv(65_536)
    _send(client, number + 3, chance.choice((OK, b"\x01\x03", b"", chance.randbytes(9))))
    _silent(client, chance)


def _let_in(client: Client) -> None:
    _send(client, 0, greeting(b"mysql_native_password", CAPABILITIES & ~TLS))
    client.recv(65_536)
    _send(client, 2, OK)


def _lets_in_and_is_silent(client: Client, chance: Random) -> None:
    _let_in(client)
    _silent(client, chance)


def _lets_in_and_hangs_up(client: Client, chance: Random) -> None:
    _let_in(client)
    client.recv(65_536)


def _answers_with_random_bytes(client: Client, chance: Random) -> None:
    _let_in(client)
    while client.recv(65_536):
        _send(client, 1, chance.randbytes(chance.choice((0, 1, 8, 300))))


def _stops_in_an_answer(client: Client, chance: Random) -> None:
    _let_in(client)
    client.recv(65_536)
    whole = _rows(chance, 3, 2)
    client.sendall(whole[: chance.randrange(1, len(whole))])
    _silent(client, chance)


def _drips(client: Client, chance: Random) -> None:
    data = chance.choice((b"\x50\0\0\0\x0a8.0.31\0", _rows(chance, 3, 3)))
    if data[4] != 0x0A:
        _let_in(client)
        client.recv(65_536)
    for byte in data:
        client.sendall(bytes([byte]))
        time.sleep(0.3)


def _garbage_rows(client: Client, chance: Random) -> None:
    _let_in(client)
    while packet := client.recv(65_536):
        count = packet.count(b";\n") + 1
        for number in range(count):
            more = number < count - 1 and chance.random() < 0.95
            client.sendall(_rows(chance, chance.choice((0, 1, 2, 4)), 2, more=more))


def _endless_rows(client: Client, chance: Random) -> None:
    _let_in(client)
    client.recv(65_536)
    client.sendall(_rows(chance, 0, 2)[:-9])
    row = b"\x04\0\0\0\x01a\x01b"
    for _ in range(10_000_000):
        client.sendall(row)


def _rows(chance: Random, rows: int, columns: int, *, more: bool = False) -> bytes:
    """Return a result set: the count of columns, the columns, the rows, and the last packet."""
    columns = chance.choice((columns, 1, 2, 3))
    status = b"\x0a\0" if more else b"\x02\0"
    packets = [bytes([columns])]
    for number in range(columns):
        kind = chance.choice((0x01, 0x03, 0x08, 0x0C, 0x0F, 0xF5, 0xF6, 0xFD))
        name = b"c%d" % number
        packets.append(
            b"\x03def\0\0\0"
            + bytes([len(name)])
            + name
            + b"\0\x0c\x2d\0\xff\0\0\0"
            + bytes([kind])
            + b"\0\0\0\0\0"
        )
    packets.append(b"\xfe\0\0" + status)
    for _ in range(rows):
        values = [chance.choice(VALUES) for _ in range(columns)]
        packets.append(b"".join(b"\xfb" if v is None else bytes([len(v)]) + v for v in values))
    packets.append(b"\xfe\0\0" + status)
    return b"".join(
        len(packet).to_bytes(3, "little") + bytes([number % 256]) + packet
        for number, packet in enumerate(packets, 1)
    )


VALUES = (
    None,
    b"",
    b"a",
    b"1",
    b"\xff\xfe",
    b"2026-99-99",
    b"0000-00-00",
    b"[1]",
    b"schema_version",
)
VALUES += tuple(word.encode("utf-8", "replace")[:100] for word in words.HOSTILE[:40])

BEHAVIOURS: tuple[tuple[str, Callable[[Client, Random], None]], ...] = (
    ("says nothing", _silent),
    ("speaks another protocol", _stranger),
    ("sends random bytes", _random_bytes),
    ("has a random greeting", _random_greeting),
    ("greets and is silent", _greets_and_is_silent),
    ("wants another way in", _wants_another_way_in),
    ("lets one in and is silent", _lets_in_and_is_silent),
    ("lets one in and hangs up", _lets_in_and_hangs_up),
    ("answers with random bytes", _answers_with_random_bytes),
    ("stops in the middle of an answer", _stops_in_an_answer),
    ("drips", _drips),
    ("answers with garbage rows", _garbage_rows),
    ("answers with garbage rows too", _garbage_rows),
    ("never ends a list", _endless_rows),
)


def _send(client: Client, number: int, body: bytes) -> None:
    client.sendall(len(body).to_bytes(3, "little") + bytes([number % 256]) + body)
