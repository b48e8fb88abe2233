"""End the session of a worker that has taken itself away, from a process outside of the session.

The process waits until the command is gone from the process table: its parent, the agent or a
shell, has its exit status then, and its output was written before. After that the session has some
seconds to end by itself. The record is removed last. A process that is killed here leaves the
record, and `gt done` of the worker ends the session.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

from beadwork.model.settings_table import float_setting
from beadwork.model.workers.state import State
from beadwork.town.daemon import tmux
from beadwork.town.layout import Town
from beadwork.town.workers import record, worker_lock

STATUS_SECONDS = float_setting("workers.status-timeout")
END_SECONDS = float_setting("workers.session-grace")
PAUSE = float_setting("workers.lock-poll")


def main(words: list[str]) -> None:
    """Wait for the process of a number, and end the session of a worker. `words` are the root of
    the town, the rig, the name, the time when the worker was made, and the number.
    """
    root, rig, name, created_at, number = words
    town = Town(Path(root))
    _wait(lambda: _is_gone(int(number)), STATUS_SECONDS)
    with worker_lock.held(town, rig, name, "gt done"):
        worker = record.read(town, rig, name)
        if worker is None or worker.state not in (State.FINISHING, State.NUKING):
            return
        if worker.created_at != created_at:
            return
        _wait(lambda: not tmux.exists(town, worker.session), END_SECONDS)
        tmux.end(town, worker.session)
        record.remove(town, worker)


def _is_gone(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return True
    except PermissionError:  # the number is another process's now
        return True
    return False


def _wait(condition: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(PAUSE)
