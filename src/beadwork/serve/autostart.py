"""The start of a command server by the first short command that misses it, after its own work is
done.
"""

from __future__ import annotations

import fcntl
import os
import sys
import time

from beadwork.errors import BeadworkError
from beadwork.model.settings_table import int_setting
from beadwork.serve import settings
from beadwork.serve.place import Place

RETRY_SECONDS = int_setting("serve.start-interval")
"""A server that could not come up is not started again by each command."""


def begin() -> None:
    """Start a server, unless it is not wanted or somebody else is starting one. A failure is
    nobody's concern: commands run without it.
    """
    try:
        sys.stdout.flush()
        sys.stderr.flush()
        if settings.is_on() and os.getpriority(os.PRIO_PROCESS, 0) == 0 and _is_first():
            _spawn()
    except (BeadworkError, OSError, ValueError):
        return


def _is_first() -> bool:
    """Tell whether no server has been started for a while, and note that one is now."""
    place = Place()
    try:
        lock = os.open(place.lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            facts = os.fstat(lock)
            if facts.st_size and abs(time.time() - facts.st_mtime) < RETRY_SECONDS:
                return False
            os.pwrite(lock, b"%d\n" % os.getpid(), 0)
            return True
        except BlockingIOError:  # a server runs, or is being started
            return False
        finally:
            os.close(lock)
    finally:
        place.close()


def _spawn() -> None:
    """Start a server that has nothing of this process but its environment."""
    nowhere = ((os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in (0, 1, 2))
    words = [sys.executable, "-P", "-m", "beadwork.serve"]
    os.posix_spawn(sys.executable, words, os.environ, file_actions=[*nowhere], setsid=True)
