"""Release issues of workers that are dead: they are open again, and nobody has them.

    gt release gastown-a3f
    gt release gastown-a3f beads-9qk --json
    gt release gastown-a3f --force

A worker is dead if its lease has ended (the setting `claim.lease`), or if its session died: `gt
status` names it. What anybody else has is refused (exit status 4), unless --force is given: the
owner may live, and is refused then when it changes the issue. The ids are whole, of any rigs; all
of one rig are released in one write.

The worker itself stays, with its branch and its worktree: `gt polecat show`. JSON names the former
owner in `freed_from`.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.gt import town_choice
from beadwork.town.workers import release
from beadwork.ui import unclaims


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ids", nargs="+", metavar="BEAD")
    parser.add_argument("--force", action="store_true", help="also of an owner that may live")


def run(console: Console, options: argparse.Namespace) -> None:
    town = town_choice.town(console)
    actor = town_choice.author(console).name
    unclaims.show(console, release.release(town, options.ids, actor, force=options.force))
