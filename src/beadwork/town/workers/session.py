"""The tmux session of a worker: in its worktree, with its environment and its agent's command."""

from __future__ import annotations

import os
import shutil

from beadwork.errors import BeadworkError, Exists, NotFound
from beadwork.model.hints import command
from beadwork.town.daemon import tmux
from beadwork.town.layout import Town
from beadwork.town.workers import record
from beadwork.town.workers.record import Worker

PASSED_ON = ("PATH", "BEADWORK_HOME", "BEADWORK_DOLT", "SSH_AUTH_SOCK")
"""The tmux server has the environment of whoever started it first; sessions get these of ours."""


def refuse_without_tmux(beads: list[str], rig: str) -> None:
    """Refuse, before anything is made, where there is no tmux.

    Raises:
        NotFound: tmux is not on the PATH; the hint names `--no-session`.
    """
    if shutil.which("tmux") is None:
        raise NotFound(
            "tmux is not on the PATH, and a worker's session runs in it",
            hint=f"{command('gt', 'sling', *beads, rig, '--no-session')}   (or install tmux)",
        )


def refuse_taken(town: Town, worker: Worker) -> None:
    """Refuse a session that runs already.

    Raises:
        Exists: it runs; the message names it.
        BeadworkError: there is no tmux, or it does not answer.
    """
    if tmux.exists(town, worker.session):
        raise Exists(
            f"a tmux session {worker.session} runs already",
            hint=tmux.attach(town, worker.session),
        )


def start(town: Town, worker: Worker) -> None:
    """Start the session of a worker.

    Raises:
        BeadworkError: there is no tmux, or it failed, or does not answer.
    """
    passed = {name: os.environ[name] for name in PASSED_ON if os.environ.get(name)}
    variables = {**passed, **record.environment(town, worker)}
    # A shell that tmux chooses itself is one of a login, whose profile may set another PATH.
    words = worker.agent or (os.environ.get("SHELL") or "/bin/sh",)
    done = tmux.start(town, worker.session, worker.worktree, words, variables)
    if done.returncode:
        said = done.stderr.strip()
        raise BeadworkError(f"tmux could not start {worker.session}: {said or 'it said nothing'}")
