"""The master of a command server: it accepts clients, keeps workers forked ahead, and hands each
client to one of them.

It is one thread, so that a fork copies no lock that somebody holds. It runs no command, reads
nothing that a client sends, and sleeps until something happens.
"""

from __future__ import annotations

import fcntl
import os
import resource
import select
import signal
import socket
import time
from contextlib import suppress

from beadwork.model.settings_table import int_setting
from beadwork.serve import likeness, protocol, settings, sources
from beadwork.serve.mailbox import Mailbox
from beadwork.serve.place import Place
from beadwork.serve.worker import STALE, Worker

AHEAD = int_setting("serve.workers")
"""Workers that are forked ahead."""
BACKLOG = 512
MOST = int_setting("serve.most-workers")
"""Commands that run at once; further clients wait."""


class Master:
    """One command server."""

    def __init__(self, place: Place, lock: int) -> None:
        self.place = place
        self.lock = lock
        self.idle_seconds = settings.idle_seconds()
        self.own = likeness.of("self")
        self.code = sources.loaded()
        self.listening = place.listen(BACKLOG)
        self.listening.setblocking(False)
        self.inode = os.stat(place.file(place.name)).st_ino
        self.channels: dict[int, tuple[int, socket.socket]] = {}
        """The process and the channel of each worker, by the number of the channel."""
        self.idle: list[int] = []
        """The channels of the workers that wait for a client."""
        self.clients: dict[int, socket.socket] = {}
        """The connection of the client that each other worker has."""
        self.waiting: list[socket.socket] = []
        self.server = b""
        """The Dolt server that the last command used, as its worker has told it."""
        self.mailbox = Mailbox()
        self.feed: tuple[int, socket.socket] | None = None
        """The process of the feed, and the connection that ends with it."""
        self.is_leaving = False
        self.used = time.monotonic()
        self.poll = select.poll()
        self.poll.register(self.listening, select.POLLIN)
        self.poll.register(self.mailbox.inbox, select.POLLIN)
        self.alarm, self.alarmed = socket.socketpair()
        self.alarmed.setblocking(False)
        self.poll.register(self.alarm, select.POLLIN)

    def run(self) -> None:
        """Serve until nobody has come for long, the code has changed, or a signal says so."""
        signal.set_wakeup_fd(self.alarmed.fileno())
        for ending in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(ending, lambda *_: None)
        while not (self.is_leaving and not self.clients):
            self._fill()
            for number, _ in self.poll.poll(self._milliseconds()):
                self._happened(number)
            if self._milliseconds() == 0:
                self.leave()

    def leave(self) -> None:
        """Take no more clients. The commands that run are not disturbed."""
        if self.is_leaving:
            return
        self.is_leaving = True
        with suppress(OSError):
            name = self.place.file(self.place.name)
            if os.stat(name).st_ino == self.inode:
                os.unlink(name)
        self.poll.unregister(self.listening)
        self.listening.close()
        for connection in self.waiting:
            connection.close()
        if self.feed is not None:
            self.poll.unregister(self.feed[1])
            self.feed[1].close()  # it ends, and its listeners look by themselves
        for number in list(self.idle):
            self._ended(number)

    def _milliseconds(self) -> float | None:
        """Return how long to sleep: until the server has been idle for long enough."""
        if self.clients or self.feed or self.is_leaving:
            return None
        return max(0.0, self.used + self.idle_seconds - time.monotonic()) * 1000

    def _fill(self) -> None:
        """Fork workers ahead, when no command runs that a fork would slow down."""
        if self.is_leaving or (self.clients and self.idle):
            return
        with suppress(OSError):  # the system has no room for another process
            while len(self.idle) < AHEAD and len(self.channels) < MOST:
                self.idle.append(self._fork())

    def _happened(self, number: int) -> None:
        if number == self.alarm.fileno():
            self.alarm.recv(1024)
            self.leave()
        elif number in self.channels:
            self._heard(number)
        elif self.is_leaving:
            return
        elif number == self.listening.fileno():
            self._accept()
        elif self.feed is None:
            self._begin_feed()
        else:
            self._end_feed(*self.feed)

    def _accept(self) -> None:
        try:
            connection, _ = self.listening.accept()
        except OSError:  # it has left again, or there is no room
            return
        try:
            _, uid = likeness.peer(connection)
            if uid != os.geteuid():
                connection.close()
                return
            connection.sendall(protocol.QUEUED + b"\n")
        except OSError:
            connection.close()
            return
        self.used = time.monotonic()
        self.waiting.append(connection)
        self._assign()

    def _assign(self) -> None:
        """Give clients that wait to workers."""
        while self.waiting and (self.idle or len(self.channels) < MOST):
            connection = self.waiting.pop(0)
            try:
                number = self.idle.pop() if self.idle else self._fork()
            except OSError:  # the system has no room for another process
                connection.close()
                continue
            _, channel = self.channels[number]
            try:
                socket.send_fds(channel, [b"c"], [connection.fileno()])
            except OSError:  # the worker was killed while it waited
                self._ended(number)
                self.waiting.insert(0, connection)
                continue
            self.clients[number] = connection

    def _heard(self, number: int) -> None:
        """Take the end of a worker, its word that the code has changed, or the Dolt server that
        its command has used.
        """
        _, channel = self.channels[number]
        try:
            said = channel.recv(1 << 16, socket.MSG_DONTWAIT)
        except BlockingIOError:  # the event was of a channel that had this number before
            return
        except OSError:
            said = b""
        if said == STALE:
            self.leave()
        elif said:
            self.server = said
        else:
            self._ended(number)
            if not self.is_leaving:
                self._assign()

    def _ended(self, number: int) -> None:
        pid, channel = self.channels.pop(number)
        self.poll.unregister(number)
        channel.close()
        if number in self.idle:
            self.idle.remove(number)
        _, status = os.waitpid(pid, 0)
        connection = self.clients.pop(number, None)
        if connection is None:
            return
        self.used = time.monotonic()
        with connection, suppress(OSError):
            if os.WIFSIGNALED(status):
                connection.send(b"%s %d\n" % (protocol.KILLED, os.WTERMSIG(status)))
            elif os.WEXITSTATUS(status):
                connection.send(b"%s %d\n" % (protocol.END, os.WEXITSTATUS(status)))

    def _begin_feed(self) -> None:
        """Fork the process of the feed: somebody wants to listen."""
        ours, theirs = socket.socketpair()
        pid = os.fork()
        if pid == 0:
            try:
                self._be_child(ours)
                from beadwork.serve.feed import Feed

                Feed(self.mailbox.inbox, theirs).run()
            finally:
                os._exit(1)
        theirs.close()
        self.feed = (pid, ours)
        self.mailbox.is_heard = True
        self.poll.unregister(self.mailbox.inbox)
        self.poll.register(ours, select.POLLIN)

    def _end_feed(self, pid: int, connection: socket.socket) -> None:
        self.feed = None
        self.mailbox.is_heard = False
        self.used = time.monotonic()
        self.poll.unregister(connection)
        connection.close()
        os.waitpid(pid, 0)
        self.poll.register(self.mailbox.inbox, select.POLLIN)

    def _fork(self) -> int:
        """Fork a worker, and return the number of its channel."""
        ours, theirs = socket.socketpair()
        pid = os.fork()
        if pid == 0:
            try:
                self._be_child(ours)
                self.mailbox.inbox.close()
                Worker(theirs, self.own, self.code, self.mailbox).wait(self.server)
            finally:
                os._exit(1)
        theirs.close()
        self.channels[ours.fileno()] = (pid, ours)
        self.poll.register(ours, select.POLLIN)
        return ours.fileno()

    def _be_child(self, other: socket.socket) -> None:
        """Have nothing of the master any more but what it shares. `other` is its end of a pair."""
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        # A channel that stays open in a sibling would hide the end of the master.
        for connection in (
            *(other, self.listening, self.alarm, self.alarmed, *self.waiting),
            *(kept for _, kept in self.channels.values()),
            *((self.feed[1],) if self.feed else ()),
            *self.clients.values(),
        ):
            connection.close()
        self.place.close()
        os.close(self.lock)


def run(place: Place) -> bool:
    """Serve in this process until the server ends; False where another one serves already."""
    lock = os.open(place.lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    Master(place, lock).run()
    return True
