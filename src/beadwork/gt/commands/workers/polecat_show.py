"""Show one worker: its issues, branches, worktree and session, and how far it is.

    gt polecat show nux
    gt polecat show gastown/nux --json

A name that workers of two rigs have is asked for with the rig. `commits` are those of the branch
of its issues that main does not have, and `git_commits` those of its code since it was slung.
"""

from __future__ import annotations

import argparse

from beadwork.console.columns import table
from beadwork.console.console import Console
from beadwork.gt import town_choice
from beadwork.model.counted import counted
from beadwork.town.daemon import tmux
from beadwork.town.workers import progress, record, states


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME")
    parser.add_argument("--rig", default="", metavar="RIG", help="the rig of the worker")


def run(console: Console, options: argparse.Namespace) -> None:
    town = town_choice.town(console)
    worker = record.find(town, options.name, options.rig)
    ((_, state),) = states.of(town, [worker])
    ahead = progress.look(town, worker)
    value = {
        **record.as_json(town, worker, state),
        "git_branch": worker.git_branch,
        "base": worker.base,
        "git_base": worker.git_base,
        "agent": list(worker.agent),
        "actor": worker.actor,
        "created_at": worker.created_at,
    }
    value |= {key: count for key, count in ahead._asdict().items() if count is not None}
    attach = tmux.attach(town, worker.session) if worker.session else ""
    rows = [
        ("name", worker.address),
        ("state", state),
        ("issues", " ".join(worker.beads)),
        ("branch", f"{worker.branch}{_ahead(ahead.commits)}"),
        ("worktree", worker.worktree),
        ("git branch", f"{worker.git_branch}{_ahead(ahead.git_commits)}"),
        ("session", worker.session),
        ("attach", attach),
        ("created", worker.created_at),
    ]
    console.result(value, lambda: table([row for row in rows if row[1]]))


def _ahead(count: int | None) -> str:
    return "" if count is None else f"  ({counted(count, 'commit')} ahead)"
