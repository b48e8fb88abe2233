"""Finish a worker: merge its branch, verify the merge, push main, and take the worker away.

    gt done
    gt done --reason "fixed in 1f2e3d4"
    gt done gastown/nux --git-remote none
    gt done --keep
    gt done --queue

Without a NAME it is the worker whose session this is (GT_ROOT, GT_RIG, GT_POLECAT).

It is refused while the worktree has uncommitted changes, or commits that no git remote has
(--git-remote NAME asks that remote, and `none` is for a project without one). The branch is merged
by the rules of `bd merge`, and the merge is verified: each issue, comment and edge that the branch
changed is in main, or the merge's report names it. The worker's issues that are still hooked or in
progress are closed, main is pushed to the rig's remote, and then session, Dolt branch and worktree
are removed. A git branch stays where only it has a commit.

Whatever stops it before that leaves everything in place: exit status 4 where something is to be
decided, saved or waited for, 1 where a step failed. The same command goes on.

With --keep the worker goes on: branch, worktree and session stay, and its issues stay in work. With
--queue nothing is merged yet: `gt refinery` does that.
"""

from __future__ import annotations

import argparse

from beadwork.console.console import Console
from beadwork.errors import ReadOnly, Usage
from beadwork.gt.output import workers as output
from beadwork.town.workers import done as action
from beadwork.town.workers import queue, take_away
from beadwork.town.workers.done import Wishes
from beadwork.town.workers.named import named


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", default="", metavar="NAME")
    parser.add_argument("--reason", default="", metavar="R", help="why its issues are closed")
    parser.add_argument("--no-push", action="store_true", help="do not push main")
    parser.add_argument("--git-remote", default="", metavar="REMOTE", help="what has its commits")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--keep", action="store_true", help="merge, and let the worker go on")
    how.add_argument("--queue", action="store_true", help="let gt refinery merge it")


def run(console: Console, options: argparse.Namespace) -> None:
    if console.readonly:
        raise ReadOnly("done writes, and --readonly is given")
    if options.keep and options.reason:
        raise Usage("--reason closes issues, and with --keep they stay in work")
    if options.queue and options.no_push:
        raise Usage("the refinery pushes", hint="gt refinery --no-push")
    town, worker = named(console.directory, options.name)
    town = take_away.leave_worktree(town)
    wishes = Wishes(options.reason, not options.no_push, options.keep, options.git_remote)
    if options.queue:
        queued = queue.add(town, worker, wishes)
        console.result(output.queued(queued), lambda: f"{queued.address} waits for gt refinery")
        return
    done = action.done(town, worker, wishes)
    console.result(output.done(done, kept=options.keep), lambda: output.lines(done, options.keep))
