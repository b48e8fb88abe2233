"""A worker: it waits for one client, does its command, and ends. Nothing of a command can be seen
by the next one.
"""

from __future__ import annotations

import array
import fcntl
import importlib
import os
import select
import signal
import socket
import sys
from contextlib import suppress
from typing import NoReturn

from beadwork.dolt.connection import driver
from beadwork.dolt.writing import witness
from beadwork.model.settings_table import float_setting
from beadwork.serve import likeness, protocol, request, spare, subscription
from beadwork.serve.mailbox import Mailbox
from beadwork.serve.request import Broken, Refused, Request
from beadwork.serve.sources import Loaded
from beadwork.serve.spare import Spare

PROGRAMS = {"bd": "beadwork.bd.main", "gt": "beadwork.gt.main"}
"""The module of each program, which has `run`."""
REQUEST_SECONDS = float_setting("serve.request-timeout")
"""A client that was told to send its request and does not do so has stopped."""
CONNECTION_SECONDS = float_setting("serve.connection-idle")
"""So long a connection is kept open for a command that may come."""
STALE = b"stale"
"""What a worker says to the master where the server is of no more use: the code has changed."""


class Worker:
    """One worker process."""

    def __init__(
        self, channel: socket.socket, own: likeness.Process, code: Loaded, mailbox: Mailbox
    ) -> None:
        self.channel = channel
        """The connection to the master: it sends a client's connection, and hears the end."""
        self.own = own
        self.code = code
        self.mailbox = mailbox
        self.has_written = False
        self.spare = Spare()

    def wait(self, server: bytes = b"") -> NoReturn:
        """Take the next client that the master sends, do its command, and end. `server` is the
        Dolt server that the last command has used, empty for none.
        """
        if server and not self._is_called(0):
            self.spare.log_in(server)
            if not self._is_called(CONNECTION_SECONDS):
                self.spare.let_go()
        descriptors = array.array("i")
        _, ancillary, _, _ = self.channel.recvmsg(
            1, socket.CMSG_SPACE(descriptors.itemsize), socket.MSG_CMSG_CLOEXEC
        )
        if not ancillary:  # the master has ended
            os._exit(0)
        descriptors.frombytes(ancillary[0][2])
        self.serve(socket.socket(fileno=descriptors[0]))

    def _is_called(self, seconds: float) -> bool:
        """Tell whether there is a client, or the end of the master, within some seconds."""
        watch = select.poll()
        watch.register(self.channel, select.POLLIN)
        return bool(watch.poll(seconds * 1000))

    def serve(self, connection: socket.socket) -> NoReturn:
        """Do the command of a client, and end."""
        try:
            found = self._prepared(connection)
        except Refused as reason:
            with suppress(OSError):
                connection.sendall(b"%s %s\n" % (protocol.REFUSED, str(reason).encode()))
            os._exit(0)
        except KeyboardInterrupt:
            _say(connection, protocol.END, str(128 + signal.SIGINT))
            os._exit(0)
        except (Broken, OSError, ValueError):
            os._exit(0)  # the client sees the end of the connection
        if found.program == subscription.PROGRAM:
            self._subscribe(found, connection)
        _end_with(connection)
        witness.announce = lambda operation: self._announce(connection, operation)
        driver.take_spare = self.spare.take
        status = _run(found.program)
        if self.has_written:
            self.mailbox.tell_of_write()
        if self.spare.used is not None:
            with suppress(OSError):  # the master has ended
                self.channel.sendall(spare.encode(self.spare.used))
        _close_streams()
        _say(connection, protocol.END, str(status & 0xFF))
        os._exit(0)

    def _announce(self, connection: socket.socket, operation: str) -> None:
        self.has_written = True
        _say(connection, protocol.OPERATION, operation)

    def _subscribe(self, found: Request, connection: socket.socket) -> NoReturn:
        """Let the feed have a client that wants to listen, and end."""
        with suppress(OSError):  # there is no room: the client sees the end of the connection
            self.mailbox.subscribe(found.words[0] if found.words else "", connection)
        os._exit(0)

    def _prepared(self, connection: socket.socket) -> Request:
        """Take the request of a client, and be what the client is.

        Raises:
            Refused: the client has to do it.
            Broken, OSError, ValueError: the client has left, or sends something else.
        """
        connection.settimeout(REQUEST_SECONDS)
        connection.sendall(b"%s %d\n" % (protocol.READY, os.getpid()))
        found = request.receive(connection)
        connection.settimeout(None)
        if not self.code.is_current():
            self.channel.sendall(STALE)
            raise Refused("the code has changed")
        request.refuse_other_python(found)
        pid, _ = likeness.peer(connection)
        try:
            if likeness.of(pid) != self.own:
                raise Refused("a process of another kind")
            if found.program == subscription.PROGRAM:
                return found
            request.become(found, pid, lambda: _say(connection, protocol.OUTPUT))
        except (OSError, ValueError) as error:
            # A server with lower limits than its clients is of no use: the next one gets theirs.
            self.channel.sendall(STALE)
            raise Refused(f"the client cannot be followed: {error}") from None
        return found


def _run(program: str) -> int:
    """Run the command of this process, and return its exit status."""
    try:
        status: int = importlib.import_module(PROGRAMS[program]).run()
        return status
    except KeyboardInterrupt:  # before or after dispatch, which reports it otherwise
        return 128 + signal.SIGINT
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)


def _say(connection: socket.socket, word: bytes, *rest: str) -> None:
    """Tell the client something. One that has left ends this process by a signal."""
    with suppress(OSError):
        connection.sendall(b" ".join((word, *(part.encode() for part in rest))) + b"\n")


def _close_streams() -> None:
    """Flush and close what the client has lent, so that a pipe ends before the client does."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    for number in (0, 1, 2):
        with suppress(OSError):
            os.close(number)


def _end_with(connection: socket.socket) -> None:
    """End this process at once when the client ends: a killed command does no more."""

    def look(_number: int, _frame: object) -> None:
        with suppress(BlockingIOError):
            if not connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT):
                os.kill(os.getpid(), signal.SIGKILL)

    signal.signal(signal.SIGIO, look)
    fcntl.fcntl(connection, fcntl.F_SETOWN, os.getpid())
    flags = fcntl.fcntl(connection, fcntl.F_GETFL)
    fcntl.fcntl(connection, fcntl.F_SETFL, flags | os.O_ASYNC)
    look(signal.SIGIO, None)
