"""Take away what belongs to a worker: its session, its worktree, its record. What is gone already
is no error, so each step can be made again.

A worker that takes itself away runs inside its session. Its session is ended by a process of its
own, after the command has ended and its parent has taken its exit status (session_end.py).
"""

from __future__ import annotations

import os
import subprocess
import sys

from beadwork.town.daemon import tmux
from beadwork.town.layout import Town
from beadwork.town.workers.record import Worker

PROGRAM = (
    "import sys; from beadwork.town.workers import session_end; session_end.main(sys.argv[1:])"
)


def leave_worktree(town: Town) -> Town:
    """Let this process be in the town's root, since a worktree is to go in which it may be; return
    the town by its absolute path.
    """
    root = town.root.absolute()
    os.chdir(root)
    return Town(root)


def is_inside(town: Town, worker: Worker) -> bool:
    """Tell whether this process runs in the session of the worker."""
    named = (os.environ.get("GT_RIG"), os.environ.get("GT_POLECAT"))
    root = os.path.realpath(os.environ.get("GT_ROOT", ""))
    is_its_own = named == (worker.rig, worker.name) and root == os.path.realpath(town.root)
    return bool(worker.session) and is_its_own


def end_session(town: Town, worker: Worker) -> None:
    """End the session of a worker from outside. Without tmux, or without a session, nothing
    happens.

    Raises:
        BeadworkError: tmux does not answer.
    """
    if worker.session and tmux.names(town):
        tmux.end(town, worker.session)


def end_session_later(town: Town, worker: Worker) -> None:
    """Let another process end the session, and remove the record, once this process has ended."""
    words = [os.path.abspath(town.root), worker.rig, worker.name, worker.created_at]
    subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *words, str(os.getpid())],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=town.root,
        start_new_session=True,
    )
