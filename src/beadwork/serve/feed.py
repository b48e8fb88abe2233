"""The process of the feed: it looks at the branches that somebody listens to, and ends when nobody
does.

Each branch is looked at once a second, however many listen to it, and at once when a worker has
written something.
"""

from __future__ import annotations

import gc
import os
import select
import socket
import time
from contextlib import suppress
from typing import NoReturn

from beadwork.dolt.connection.server_errors import ServerError
from beadwork.errors import BeadworkError
from beadwork.model.settings_table import float_setting
from beadwork.serve import subscription
from beadwork.serve.branch_feed import BranchFeed
from beadwork.serve.mailbox import WROTE
from beadwork.serve.subscription import Subscription

INTERVAL = float_setting("activity.follow-interval")
LARGEST = 1 << 16
"""Bytes of a subscription."""


class Feed:
    """All branches that somebody listens to."""

    def __init__(self, inbox: socket.socket, life: socket.socket) -> None:
        self.inbox = inbox
        self.life = life
        """The connection to the master, which ends with it."""
        self.branches: dict[Subscription, BranchFeed] = {}
        self.listening: dict[int, tuple[BranchFeed, socket.socket]] = {}
        self.poll = select.poll()
        for connection in (inbox, life):
            self.poll.register(connection, select.POLLIN)

    def run(self) -> NoReturn:
        """Serve those who listen, and end when there is none."""
        gc.enable()  # a worker is too short for it
        due = time.monotonic() + INTERVAL
        is_new = self._hear()
        while self.branches:
            if is_new or time.monotonic() >= due:
                self._look()
                due = time.monotonic() + INTERVAL
            is_new = False
            for number, _ in self.poll.poll(max(0.0, due - time.monotonic()) * 1000):
                if number == self.life.fileno():
                    os._exit(0)
                elif number == self.inbox.fileno():
                    is_new = self._hear() or is_new
                else:
                    self._left(number)
            self._forget_who_left()
        os._exit(0)

    def _hear(self) -> bool:
        """Take what workers have sent, and tell whether one of them has written."""
        has_written = False
        with suppress(BlockingIOError):
            while True:
                said, descriptors, _, _ = socket.recv_fds(self.inbox, LARGEST, 1)
                if said == WROTE:
                    has_written = True
                elif descriptors:
                    self._subscribe(said, socket.socket(fileno=descriptors[0]))
        return has_written

    def _subscribe(self, said: bytes, listener: socket.socket) -> None:
        listener.setblocking(False)
        try:
            wanted = subscription.decode(said.decode())
        except (ValueError, TypeError, KeyError):
            listener.close()
            return
        branch = self.branches.setdefault(wanted, BranchFeed(wanted))
        try:
            branch.add(listener)
        except (ServerError, BeadworkError, OSError):
            listener.close()
            self._give_up(branch)
            return
        if branch.listeners and listener.fileno() >= 0:
            self.listening[listener.fileno()] = (branch, listener)
            self.poll.register(listener, select.POLLIN)

    def _look(self) -> None:
        for branch in list(self.branches.values()):
            try:
                branch.look()
            except (ServerError, BeadworkError, OSError):
                self._give_up(branch)

    def _give_up(self, branch: BranchFeed) -> None:
        """Let those go who listen to a branch that cannot be looked at: they look by themselves."""
        branch.close()
        del self.branches[branch.wanted]

    def _left(self, number: int) -> None:
        """Forget who has left; nobody who listens says anything."""
        branch, listener = self.listening[number]
        branch.remove(listener)

    def _forget_who_left(self) -> None:
        for number, (_, listener) in list(self.listening.items()):
            if listener.fileno() < 0:
                del self.listening[number]
                self.poll.unregister(number)
        for branch in list(self.branches.values()):
            if not branch.listeners:
                self._give_up(branch)
