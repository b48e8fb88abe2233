"""The feed of one branch: a line of JSON for each commit, sent to all who listen to it."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from datetime import UTC, datetime

from beadwork.actions.history import unread
from beadwork.dolt.connection.session import Result
from beadwork.errors import CursorLost
from beadwork.model.dependencies.cross_rig import NO_NEIGHBOURS
from beadwork.model.history.cursor import Cursor
from beadwork.model.settings_table import float_setting
from beadwork.serve.subscription import Subscription
from beadwork.store import identity_check
from beadwork.store.history import log
from beadwork.store.identity_check import TrackerProfile, TrackerSession

ANSWER_SECONDS = float_setting("serve.feed-answer")
"""A server that takes longer for a look is given up; its subscribers look by themselves."""


class BranchFeed:
    """One branch, the commit that was newest at the last look, and who listens."""

    def __init__(self, wanted: Subscription) -> None:
        self.wanted = wanted
        self.listeners: list[socket.socket] = []
        self.profile: TrackerProfile | None = None
        self.session = TrackerSession(
            wanted.address,
            wanted.database,
            branch=wanted.branch if wanted.branch != "main" else None,
            greeted=self._greeted,
            on_packet=None,
            neighbours=NO_NEIGHBOURS,
        )
        self.session.read_seconds = self.session.login_seconds = ANSWER_SECONDS
        self.seen = Cursor()

    def add(self, listener: socket.socket) -> None:
        """Let somebody listen, who is told the newest commit first: what is read from it on and
        what comes by lines is all there is.

        Raises:
            ServerError, BeadworkError: the server is away, or is not the tracker's.
        """
        if self.listeners:
            self.look()
        else:
            self.seen = Cursor((log.head(self.session),))
        self.listeners.append(listener)
        self._send_to(listener, _head_line(str(self.seen)))

    def look(self) -> None:
        """Send a line for each commit since the last look; one query where there is none.

        Raises:
            ServerError, BeadworkError: the server is away, or is not the tracker's any more.
        """
        for line in self._lines():
            for listener in list(self.listeners):
                self._send_to(listener, line)

    def _lines(self) -> Iterator[bytes]:
        while True:
            try:
                found = unread.commits(self.session, self.seen, self.wanted.branch)
                if not found.commits:
                    return
                for first in range(0, len(found.commits), unread.PAGE):
                    yield from self._page(found.commits[first : first + unread.PAGE])
            except CursorLost:  # the branch was moved or squashed
                self.seen = Cursor((log.head(self.session),))
                yield _head_line(str(self.seen))
                return

    def _page(self, hashes: tuple[str, ...]) -> Iterator[bytes]:
        assert self.profile is not None  # noqa: S101 - the session was greeted with the first look
        page = unread.page(
            self.session,
            hashes,
            self.seen,
            self.wanted.branch,
            self.profile.vocabulary,
            None,
            datetime.now(UTC).replace(tzinfo=None),
        )
        self.seen = page.seen
        for change in page.changes:
            yield _line(change.to_dict())

    def _send_to(self, listener: socket.socket, line: bytes) -> None:
        """Send a line. Who does not read is let go: it goes on from its cursor by itself."""
        try:
            if listener.send(line) == len(line):
                return
        except OSError:
            pass
        self.remove(listener)

    def remove(self, listener: socket.socket) -> None:
        """Forget somebody who has left."""
        if listener in self.listeners:
            self.listeners.remove(listener)
        listener.close()

    def close(self) -> None:
        """Let all go, and the connection."""
        for listener in list(self.listeners):
            self.remove(listener)
        self.session.close()

    def _greeted(self, results: list[Result]) -> None:
        found = identity_check.read(results, self.wanted.database)
        identity_check.refuse_other_server(found.server_uuid, self.wanted.address)
        identity_check.refuse_other_project(
            found.project_id, self.wanted.project_id, self.wanted.database
        )
        self.profile = found


def _head_line(commit: str) -> bytes:
    return _line({"head": commit})


def _line(content: dict[str, object]) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode() + b"\n"
