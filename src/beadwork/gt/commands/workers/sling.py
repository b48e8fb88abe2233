"""Give issues of a rig to a new worker, with a branch, a worktree and a session of its own.

    gt sling gt-a3f gastown
    gt sling gt-a3f gt-b77 gastown --name nux --agent "claude --continue"
    eval "$(gt sling gt-a3f gastown --no-session)"

In this order: the issues are claimed on main for RIG/polecats/NAME, with the status hooked; main is
committed; the code gets a git worktree, RIG/polecats/NAME, and a branch; the issues get a Dolt
branch; a tmux session starts in the worktree, with BD_BRANCH, BD_ACTOR, GT_RIG, GT_POLECAT and
GT_ROOT. What fails takes back all before it.

The session runs --agent, else `workers.agent` of mayor/daemon.json, a list of words, else your
shell. Without --name the worker gets a name that no other worker of the town has. With --no-session
there is no session, and the environment is printed for a shell. An issue that somebody has, and a
name that is in use, give exit status 4.
"""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Iterable

from beadwork.console.console import Console
from beadwork.errors import ReadOnly, Usage
from beadwork.gt import town_choice
from beadwork.model.workers import names
from beadwork.town import configuration
from beadwork.town.daemon import tmux
from beadwork.town.layout import Town
from beadwork.town.workers import record
from beadwork.town.workers.record import Worker
from beadwork.town.workers.sling import Wishes, sling


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("beads", nargs="+", metavar="BEAD", help="the issues, then their rig")
    parser.add_argument("rig", metavar="RIG")
    parser.add_argument("--name", default=None, metavar="N", help="name of the worker")
    parser.add_argument("--agent", default=None, metavar="CMD", help="command of the session")
    parser.add_argument(
        "--no-session", action="store_true", help="start no session; print the environment"
    )


def run(console: Console, options: argparse.Namespace) -> None:
    if console.readonly:
        raise ReadOnly("sling writes, and --readonly is given")
    if options.no_session and options.agent is not None:
        raise Usage("--agent is for a session, and --no-session starts none")
    name = "" if options.name is None else names.check(options.name)
    town = town_choice.town(console)
    agent = () if options.no_session else _agent(town, options.agent)
    wishes = Wishes(name, agent, not options.no_session)
    worker = sling(town, options.beads, options.rig, wishes, console.note)
    if not worker.session:
        console.note(f"{worker.address} has its worktree in {worker.worktree}")
    console.result(record.as_json(town, worker, worker.state), lambda: _lines(town, worker))


def _agent(town: Town, asked: str | None) -> tuple[str, ...]:
    """Return the words of the agent's command; none for the person's shell."""
    if asked is None:
        return configuration.read(town).agent
    try:
        words = tuple(shlex.split(asked))
    except ValueError as error:
        raise Usage(f"--agent {shlex.quote(asked)} is no command line: {error}") from None
    if not all(words) or not words:
        raise Usage("--agent has no command", hint="leave it out for your shell")
    return words


def _lines(town: Town, worker: Worker) -> Iterable[str]:
    if not worker.session:
        for name, value in record.environment(town, worker).items():
            yield f"export {name}={shlex.quote(value)}"
        return
    yield f"Slung {' '.join(worker.beads)} to {worker.address}, on the branch {worker.branch}"
    yield f"Its worktree is {worker.worktree}"
    yield f"Look at it with: {tmux.attach(town, worker.session)}"
