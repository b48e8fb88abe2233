"""What the driver was told: each write with its token, and whether it was acknowledged.

A token is a word that stands in what was written, and nowhere else.
"""

from __future__ import annotations

import re
import threading
from collections import Counter
from typing import NamedTuple

TOKEN = re.compile(r"\btk\w+x\b")

DONE = "done"
"""Exit status 0 was seen: it is there, once."""
UNKNOWN = "unknown"
"""Killed before it answered, or told as `outcome_unknown`: it is there once, or not at all."""
REFUSED = "refused"
"""Told as failed: it is not there."""
DISCARDED = "discarded"
"""On a branch that was given up: it need not be there."""


class Write(NamedTuple):
    """One write: `kind` is issue, comment, label, note, title, close or edge."""

    token: str
    kind: str
    issue: str
    actor: str
    branch: str
    outcome: str


class Record:
    """The writes of all workers, and what happened meanwhile."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.writes: list[Write] = []
        self.counts: Counter[str] = Counter()
        self.kills: Counter[str] = Counter()
        self.faults: list[str] = []
        """What no command may do: a traceback, an answer that is none, a hang."""

    def write(self, write: Write) -> None:
        """Note a write and its outcome."""
        with self._lock:
            self.writes.append(write)

    def count(self, what: str) -> None:
        """Count something that happened."""
        with self._lock:
            self.counts[what] += 1

    def killed(self, what: str) -> None:
        """Count a kill."""
        with self._lock:
            self.kills[what] += 1

    def fault(self, text: str) -> None:
        """Note what must not happen."""
        with self._lock:
            self.faults.append(text)

    def discard(self, branch: str) -> None:
        """Note that a branch was given up, with all that was written on it."""
        with self._lock:
            self.writes = [
                write._replace(outcome=DISCARDED) if write.branch == branch else write
                for write in self.writes
            ]
