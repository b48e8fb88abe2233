"""Snapshots of a tracker as JSON lines, in `.beads/snapshot.jsonl`.

The sync mode `belt-and-suspenders` writes one at each push, `realtime` after each write, in a
process of its own. A snapshot is never read back by itself: `bd import` reads it where a person
wants that.

Many writes in a row need one snapshot, not one each. A writer leaves a mark and starts a process;
where the mark is there already, a process is on its way that has not begun to read yet, so nothing
is started.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import suppress

from beadwork import tracker as api
from beadwork.console.console import Console
from beadwork.dolt.connection.driver import digest
from beadwork.dolt.server.files.home import user_directory
from beadwork.errors import BeadworkError
from beadwork.files import atomic, directory_lock, symlinks
from beadwork.model.settings_table import int_setting
from beadwork.store.search.filters import Filter
from beadwork.tracker import InternalTracker

NAME = "snapshot.jsonl"
MODE = 0o644
STALE_SECONDS = int_setting("sync.snapshot-timeout")
_PROGRAM = "import sys; from beadwork.bd import snapshots; snapshots.catch_up(sys.argv[1])"


def write(tracker: InternalTracker) -> str:
    """Write a snapshot beside metadata.json, completely or not at all, and return its path.

    Raises:
        OSError: the file cannot be written.
        BeadworkError: the issues cannot be read, or a link leads out of the repository.
    """
    path = os.path.join(tracker.link.workspace.beads, NAME)
    symlinks.refuse_led_out(path, done="written", hint="bd export -o FILE")
    with atomic.replacing(path, mode=MODE) as file:
        tracker.export(file, Filter(sort="id", everything=True))
    return path


def at_push(console: Console, tracker: InternalTracker) -> None:
    """Write the snapshot of a push. The push is done, so a failure is only a warning."""
    try:
        path = write(tracker)
    except (BeadworkError, OSError) as error:
        console.warn(f"no snapshot was written: {error}")
        return
    console.note(f"The issues are in {path}, too")


def start(beads: str) -> None:
    """Start the process that writes a snapshot, unless one is on its way."""
    mark = os.path.join(_directory(beads), "wanted")
    with suppress(OSError):
        if time.time() - os.stat(mark).st_mtime < STALE_SECONDS:
            return
        os.unlink(mark)  # of a process that was killed
    with suppress(OSError):
        os.close(os.open(mark, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, beads],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            start_new_session=True,
        )


def catch_up(beads: str) -> None:
    """Write a snapshot of what is written now; one process at a time does."""
    directory = _directory(beads)
    with directory_lock.held(directory):
        with suppress(FileNotFoundError):
            os.unlink(os.path.join(directory, "wanted"))  # from here on another one may be wanted
        with (
            suppress(BeadworkError, OSError),
            api.open_internal(os.path.dirname(beads), readonly=True, branch="main") as tracker,
        ):
            write(tracker)


def _directory(beads: str) -> str:
    """Return the directory of the mark and the lock, which is the person's own."""
    found = os.path.join(user_directory(), "snapshots", digest(os.path.realpath(beads))[:24])
    os.makedirs(found, mode=0o700, exist_ok=True)
    return found
