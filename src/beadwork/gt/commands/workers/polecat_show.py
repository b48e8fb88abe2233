"""Show one worker: its issues, branches, worktree and session, and how far it is.

    gt polecat show nux
    gt polecat show gastown/nux --json

A name that workers of two rigs have is asked for with the rig. `commits` are those of the branch
of its issues that main does not have, and `git_commits` those of its code.
"""

from __future__ import annotations

import argparse

from beadwork.console.columns import table
from beadwork.console.console import Console
from beadwork.gt import town_choice
from beadwork.town.daemon import tmux
from beadwork.town.workers import record, states


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME")
    parser.add_argument("--rig", default="", metavar="RIG", help="the rig of the worker")


def run(console: Console, options: argparse.Namespace) -> None:
    town = town_choice.town(console)
    worker = record.find(town, options.name, options.rig)
    ((_, state),) = states.of(town, [worker])
    value = {
        **record.as_json(town, worker, state),
        "git_branch": worker.git_branch,
        "base": worker.base,
        "git_base": worker.git_base,
        "agent": list(worker.agent),
        "actor": worker.actor,
        "created_at": worker.created_at,
    }
    attach = tmux.attach(town, worker.session) if worker.session else ""
    rows = [
        ("name", worker.address),
        ("state", state),
        ("issues", " ".join(worker.beads)),
        ("branch", worker.branch),
        ("worktree", worker.worktree),
        ("git branch", worker.git_branch),
        ("session", worker.session),
        ("attach", attach),
        ("created", worker.created_at),
    ]
    console.result(value, lambda: table([row for row in rows if row[1]]))
