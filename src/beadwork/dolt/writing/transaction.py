"""What an action sees of a write: the database inside one SQL transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Union

from beadwork.dolt.connection.session import Result, Row, Session, Statement
from beadwork.dolt.writing.author import Author

Reader = Union["Transaction", Session]
"""What the queries of `store/` read from: a transaction, or a session outside any transaction."""

SUBJECT_CHARACTERS = 200
"""The most characters of one line of a commit message; the rest is cut off."""


class Transaction:
    """Reads, writes, the time of the write, its author, and the lines of the commit message.

    `answers` are the results of the questions that were sent in the packet that took the lock.
    """

    def __init__(
        self, session: Session, author: Author, now: datetime, answers: list[Result]
    ) -> None:
        self.session = session
        self.author = author
        self.now = now
        self.answers = answers
        self.messages: list[str] = []
        self.warnings: list[str] = []
        """What the writer should know although the write is made."""
        self.after_commit: list[Callable[[], object]] = []
        """What is to be done outside the database when the write is made."""
        self.changed = False
        self.writes = 0
        """How many statements have changed something. It tells whether a failed action left half of
        its changes.
        """
        self.commit = ""
        """The hash of the commit that the write became; "" before, and where it became none."""
        self.broken: str | None = None
        """Why a batch cannot be committed any more: one of its parts failed half-way."""
        self._unsent: list[Statement] = []
        self._offsets = 0

    def next_offset(self) -> timedelta:
        """Return the distance from `now` for the next row: 0, then a microsecond more in each call.
        So the rows of one write have an order.
        """
        self._offsets += 1
        return timedelta(microseconds=self._offsets - 1)

    @property
    def actor(self) -> str:
        """The author's name."""
        return self.author.name

    def rows(self, sql: str, *values: Any) -> tuple[Row, ...]:
        """Read, seeing what this transaction wrote so far."""
        return self.read((sql, values))[0].rows

    def read(self, *statements: Statement) -> list[Result]:
        """Run several queries in one round trip, behind the writes that were not sent yet."""
        unsent, self._unsent = self._unsent, []
        return self.session.pipeline(*unsent, *statements)[len(unsent) :]

    def write(self, sql: str, *values: Any) -> None:
        """Send a write with the next packet; the number of affected rows is not asked for."""
        self.changed = True
        self.writes += 1
        self._unsent.append((sql, values))

    def run(self, sql: str, *values: Any) -> int:
        """Write now and return how many rows were affected (compare-and-set)."""
        affected = self.read((sql, values))[0].affected
        self.writes += affected > 0
        self.changed = self.changed or affected > 0
        return affected

    def say(self, message: str) -> None:
        """Add a line to the commit message; the first is its subject."""
        self.messages.append(" ".join(message.split())[:SUBJECT_CHARACTERS])

    def message(self) -> str:
        """Return the commit message without its trailer."""
        if not self.messages:
            return "bd: change"
        if len(self.messages) == 1:
            return self.messages[0]
        return "\n".join([self.messages[0], "", *self.messages[1:]])
