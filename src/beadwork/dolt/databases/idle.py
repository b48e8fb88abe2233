"""Databases that nobody writes to, and the memory that the server keeps for them.

Dolt keeps 8 MB for each database that has a journal: a buffer of 5 MB, and two tables of what is in
the journal. A collection of its garbage packs the journal, and the server lets go of that memory
at once; about 1 MB stays (docs/dolt-notes.md). A database of a tracker takes 10 to 80 ms. The next
write begins a new journal.
"""

from __future__ import annotations

import os
import sys
import time
from subprocess import DEVNULL

from beadwork.dolt.connection.session import Session
from beadwork.dolt.server import access
from beadwork.dolt.server.files import record
from beadwork.dolt.server.files.home import Home
from beadwork.dolt.server.machine.outliving import Outliving
from beadwork.dolt.versions import gc
from beadwork.model.settings_table import int_setting

IDLE_SECONDS = int_setting("server.idle-after")
MOST = int_setting("server.most-idle")

_PROGRAM = (
    "import sys; from beadwork.dolt.databases import idle;"
    " from beadwork.dolt.server.files.home import Home; idle.collect(Home(*sys.argv[1:]))"
)
_children: list[Outliving] = []
"""They outlive us on purpose, and are reaped by a program that lives on."""


def with_journal(data: str, now: float) -> list[str]:
    """Return the databases below a data directory that have a journal which nobody has written to
    for IDLE_SECONDS, the longest idle first; `now` in seconds since 1970.
    """
    found = []
    for entry in os.scandir(data):
        try:
            written = os.stat(os.path.join(entry.path, ".dolt", "noms", gc.JOURNAL)).st_mtime
        except OSError:  # no database, or one without a journal
            continue
        if now - written >= IDLE_SECONDS:
            found.append((written, entry.name))
    return [name for _, name in sorted(found)]


def collect(home: Home, most: int | None = None) -> list[str]:
    """Collect the garbage of idle databases, at most so many of them, and return their names. There
    is nothing to do where the server does not run.

    Raises:
        ServerError: the server failed.
        BeadworkError: other connections did not end.
    """
    known = record.read(home)
    if known is None:
        return []
    collected = []
    for name in with_journal(home.data, time.time())[:most]:
        with Session(access.address(home, known), name) as session:
            gc.collect(session, full=False)
        collected.append(name)
    return collected


def collect_in_background(home: Home) -> None:
    """Let a process of its own collect, where more than MOST databases are idle."""
    _children[:] = [child for child in _children if child.poll() is None]
    if _children or len(with_journal(home.data, time.time())) <= MOST:
        return
    _children.append(
        Outliving(
            [sys.executable, "-c", _PROGRAM, home.data, home.control],
            stdin=DEVNULL,
            stdout=DEVNULL,
            stderr=DEVNULL,
            cwd="/",
            start_new_session=True,
        )
    )
