"""What an action sees of a write: the database inside one SQL transaction."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Union

from beadwork.dolt.connection.session import Result, Row, Session, Statement
from beadwork.dolt.writing.author import Author

Reader = Union["Transaction", Session]
"""What the questions of `store/` are asked of: a transaction, or a session outside any."""

SUBJECT_CHARACTERS = 200
"""A line of a commit message is cut after so many."""


class Transaction:
    """Reads, writes, the time of the write, who writes, and the lines of the commit message.

    `answers` are those to the questions that were sent in the packet that took the lock.
    """

    def __init__(
        self, session: Session, author: Author, now: datetime, answers: list[Result]
    ) -> None:
        self.session = session
        self.author = author
        self.now = now
        self.answers = answers
        self.messages: list[str] = []
        self.changed = False
        self.writes = 0
        """How many statements have changed something: did an action that failed leave a half."""
        self.broken: Exception | None = None
        """Why a batch cannot be committed any more: one of its parts failed half-way."""
        self._unsent: list[Statement] = []
        self._offsets = 0

    def next_offset(self) -> timedelta:
        """Return another distance from `now` for each row that is made, a microsecond more: the
        rows of one write have an order then.
        """
        self._offsets += 1
        return timedelta(microseconds=self._offsets - 1)

    @property
    def actor(self) -> str:
        """The name of who writes."""
        return self.author.name

    def rows(self, sql: str, *values: Any) -> tuple[Row, ...]:
        """Read, seeing what this transaction wrote so far."""
        return self.read((sql, values))[0].rows

    def read(self, *statements: Statement) -> list[Result]:
        """Read by several statements in one round trip, which takes the unsent writes along."""
        unsent, self._unsent = self._unsent, []
        return self.session.pipeline(*unsent, *statements)[len(unsent) :]

    def write(self, sql: str, *values: Any) -> None:
        """Write with the next packet; how many rows it affected is not asked for."""
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
