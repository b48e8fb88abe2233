"""Watch the newest commit of a branch by the feed of the command server, and look at it oneself
where there is none.
"""

from __future__ import annotations

import array
import json
import os
import select
import socket
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from beadwork.model.settings_table import float_setting
from beadwork.serve import client, protocol, subscription
from beadwork.serve.subscription import Subscription
from beadwork.tracker import InternalTracker
from beadwork.tracker.head_watch import HeadWatch

if TYPE_CHECKING:
    import _socket

RETRY_SECONDS = float_setting("serve.feed-retry")
"""How long one looks oneself before the feed is tried again."""


class ServedHead:
    """Watches for one feed of changes, in one thread."""

    def __init__(self, tracker: InternalTracker, polled: HeadWatch) -> None:
        self._tracker = tracker
        self._polled = polled
        self._lines: socket.socket | None = None
        self._unread = b""
        self._next_try = 0.0

    def wait(self, seen: str, seconds: float) -> str:
        """Return the newest commit, as `HeadWatch` says."""
        end = time.monotonic() + seconds
        while True:
            self._subscribe_if_due()
            left = end - time.monotonic()
            if self._lines is None:
                return self._polled.wait(seen, left)
            head = self._heard(self._lines, left)
            if head not in ("", seen):
                return head
            if self._lines is not None and time.monotonic() >= end:
                return seen

    def close(self) -> None:
        """Listen no more, until it is waited again."""
        self._end()
        self._next_try = 0.0

    def _end(self) -> None:
        if self._lines is not None:
            self._lines.close()
        self._lines, self._unread = None, b""

    def _subscribe_if_due(self) -> None:
        if self._lines is not None or time.monotonic() < self._next_try:
            return
        self._next_try = time.monotonic() + RETRY_SECONDS
        link = self._tracker.link
        self._lines = subscribed(
            Subscription(
                link.session.address,
                link.workspace.database,
                self._tracker.branch,
                self._tracker.profile.project_id,
            )
        )

    def _heard(self, lines: socket.socket, seconds: float) -> str:
        """Return the newest commit of the lines that have come, or of the next that comes within
        some seconds; empty for none.
        """
        while b"\n" not in self._unread:
            watch = select.poll()
            watch.register(lines, select.POLLIN)
            if not watch.poll(max(0.0, seconds) * 1000):
                return ""
            data = b""
            with suppress(OSError):
                data = lines.recv(1 << 16)
            if not data:  # the feed has ended, or its server is away
                self._end()
                return ""
            self._unread += data
        whole, _, self._unread = self._unread.rpartition(b"\n")
        newest = json.loads(whole.rpartition(b"\n")[2])
        return str(newest.get("commit") or newest.get("head"))


def subscribed(wanted: Subscription) -> socket.socket | None:
    """Return a connection on which the lines of the feed come; None where no command server takes
    the subscription.
    """
    if not client.is_wanted():
        return None
    connection = client.connect(client.directory())
    if connection is None:
        return None
    try:
        client.Handover(connection, subscription.PROGRAM, []).take_worker()
        _send(connection, wanted)
    except (OSError, ValueError):
        connection.close()
        return None
    connection.settimeout(None)
    return socket.socket(fileno=connection.detach())


def _send(connection: _socket.socket, wanted: Subscription) -> None:
    python = {
        name: value for name, value in os.environb.items() if name.startswith(protocol.PYTHON)
    }
    request = protocol.pack(subscription.PROGRAM, 0, 0, [wanted.encode()], python)
    # A request has four descriptors; of these nobody makes any use.
    descriptors = array.array("i", [connection.fileno()] * protocol.DESCRIPTORS)
    connection.sendmsg([request], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, descriptors)])


def used_by(tracker: InternalTracker) -> None:
    """Let the feed of changes of a tracker be told of commits by the command server."""
    tracker.watch_head_by(lambda polled: ServedHead(tracker, polled))
