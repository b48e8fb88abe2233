"""A request as a worker reads it, and how the worker becomes the client's process: descriptors,
directory, environment, umask, limits, signals, time zone and locale.
"""

from __future__ import annotations

import _locale
import array
import io
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple

from beadwork.serve import likeness, protocol

locale_error: type[Exception] = vars(_locale)["Error"]

LARGEST = 1 << 25
"""Bytes of a request: more than the system allows for the words of a command line and for an
environment.
"""


class Broken(Exception):
    """The client has left, or does not speak the protocol."""


class Refused(Exception):
    """This command is not one for a worker; the client does it."""


class Request(NamedTuple):
    """One command, as its client was started."""

    program: str
    umask: int
    ignored: int
    is_utf8_mode: bool
    words: list[str]
    environment: dict[bytes, bytes]
    descriptors: list[int]
    """Standard input, output and error, and the working directory."""


def receive(connection: socket.socket) -> Request:
    """Return the request of a client.

    Raises:
        Broken: no whole request comes.
        OSError: the connection broke.
    """
    descriptors = array.array("i")
    room = socket.CMSG_SPACE(protocol.DESCRIPTORS * descriptors.itemsize)
    data, ancillary, flags, _ = connection.recvmsg(1 << 16, room, socket.MSG_CMSG_CLOEXEC)
    for level, kind, content in ancillary:
        if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS):
            descriptors.frombytes(content[: len(content) - len(content) % descriptors.itemsize])
    if len(descriptors) != protocol.DESCRIPTORS or flags & socket.MSG_CTRUNC:
        raise Broken("a request has four descriptors")
    return _parsed(_whole(connection, data), list(descriptors))


def _whole(connection: socket.socket, data: bytes) -> bytes:
    size = protocol.LENGTH_BYTES + int.from_bytes(data[: protocol.LENGTH_BYTES], "big")
    if len(data) < protocol.LENGTH_BYTES or size > LARGEST:
        raise Broken("a request begins with its length")
    parts, left = [data[protocol.LENGTH_BYTES :]], size - len(data)
    while left > 0:
        parts.append(connection.recv(min(left, 1 << 18)))
        if not parts[-1]:
            raise Broken("the client has left")
        left -= len(parts[-1])
    return b"".join(parts)


def _parsed(body: bytes, descriptors: list[int]) -> Request:
    program, umask, ignored, is_utf8_mode, count, *rest = body.split(b"\0")
    words, variables = rest[: int(count)], rest[int(count) :]
    return Request(
        program.decode(),
        int(umask),
        int(ignored),
        is_utf8_mode == b"1",
        [word.decode("utf-8", "surrogateescape") for word in words],
        dict(variable.split(b"=", 1) for variable in variables if b"=" in variable),
        descriptors,
    )


def refuse_other_python(request: Request) -> None:
    """Refuse a client whose interpreter was told otherwise than this one.

    Raises:
        Refused: a variable of Python, or the mode of UTF-8, is another one.
    """
    own = {name: value for name, value in os.environb.items() if name.startswith(protocol.PYTHON)}
    theirs = {
        name: value
        for name, value in request.environment.items()
        if name.startswith(protocol.PYTHON)
    }
    if own != theirs or request.is_utf8_mode != bool(sys.flags.utf8_mode):
        raise Refused("another environment of Python")


def become(request: Request, pid: int, on_output: Callable[[], None]) -> None:
    """Make this process what the client `pid` is. `on_output` is called before the first byte of
    output is written.

    Raises:
        OSError, ValueError: it cannot be.
    """
    likeness.take_limits(pid)
    for number, descriptor in enumerate(request.descriptors[:3]):
        os.dup2(descriptor, number)
        os.close(descriptor)
    os.fchdir(request.descriptors[3])
    os.close(request.descriptors[3])
    os.umask(request.umask)
    _take_environment(request.environment)
    sys.argv[1:] = request.words
    _take_signals(request.ignored)
    _open_streams(on_output)


def _take_environment(wanted: dict[bytes, bytes]) -> None:
    for name in [name for name in os.environb if name not in wanted]:
        del os.environb[name]
    for name, value in wanted.items():
        if os.environb.get(name) != value:
            os.environb[name] = value
    time.tzset()
    with suppress(locale_error):  # the interpreter goes on as well
        _locale.setlocale(_locale.LC_CTYPE, "")


def _take_signals(ignored: int) -> None:
    for number in protocol.SIGNALS:
        if number in (signal.SIGKILL, signal.SIGSTOP, signal.SIGIO, *protocol.OF_PYTHON):
            continue
        if ignored & 1 << number:
            signal.signal(number, signal.SIG_IGN)
        elif number == signal.SIGINT:
            signal.signal(number, signal.default_int_handler)
        elif signal.getsignal(number) != signal.SIG_DFL:
            signal.signal(number, signal.SIG_DFL)


class _Stream(io.FileIO):
    """A standard stream that says when it is first written to."""

    on_output: Callable[[], None] | None = None

    def write(self, data: Any) -> int:
        if self.on_output is not None:
            self.on_output()
            self.on_output = None
        return super().write(data)


def _open_streams(on_output: Callable[[], None]) -> None:
    """Open the three streams as the interpreter does at its start."""
    raw = io.FileIO(0, "r", closefd=False)
    sys.stdin = io.TextIOWrapper(io.BufferedReader(raw), "utf-8", "strict")
    for number, name, errors in ((1, "stdout", "strict"), (2, "stderr", "backslashreplace")):
        stream = _Stream(number, "w", closefd=False)
        stream.on_output = on_output
        text = io.TextIOWrapper(
            io.BufferedWriter(stream),
            "utf-8",
            errors,
            line_buffering=number == 2 or stream.isatty(),
        )
        setattr(sys, name, text)
