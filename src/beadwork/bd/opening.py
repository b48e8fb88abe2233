"""Open the tracker that a command line is about."""

from __future__ import annotations

import os

from beadwork import tracker as api
from beadwork.console.console import Console
from beadwork.errors import BeadworkError, UntrustedServer, Usage
from beadwork.tracker import InternalTracker
from beadwork.workspace import locate
from beadwork.workspace.locate import Workspace
from beadwork.workspace.settings import own_settings

REALTIME = "realtime"
"""The sync mode that keeps a snapshot of each write (bd/snapshots.py)."""


def open_tracker(console: Console, as_of: str | None = None) -> InternalTracker:
    """Return the tracker of the command's directory, as of a ref where one is given.

    In a town the ids of the command line decide: ids of another rig open the tracker of that rig.

    Raises:
        NoWorkspace, BadWorkspace: there is no usable workspace.
        UntrustedServer: only the repository names its server, and nobody at a terminal trusts it.
        NotFound, Ambiguous: the ref names no commit, or several.
        Usage: the ref is empty, like the value of a variable that is not set.
    """
    if as_of == "":
        raise Usage("--as-of needs a value", hint="--as-of yesterday, a commit, a branch or a tag")
    here = locate.find(console.directory)
    elsewhere = _elsewhere(console, here)
    workspace = elsewhere or here
    branch = _branch(workspace) if elsewhere else None
    try:
        tracker = _opened(console, workspace, branch, as_of or "")
    except UntrustedServer as error:
        from beadwork.bd import trust_question

        if not trust_question.is_answered_yes(console, error, workspace.beads):
            raise
        tracker = _opened(console, workspace, branch, as_of or "")
    tracker.on_warning = console.warn
    if console.json:
        tracker.on_change = lambda: console.committed(tracker.last_commit)
    if console.condition:
        from beadwork.bd.flags import write_condition

        tracker.condition = write_condition.of(console)
    _renew_lease(console, tracker)
    if REALTIME in (os.environ.get("BD_SYNC_MODE"), tracker.local_settings.get("sync.mode")):
        _keep_snapshot(tracker, workspace)
    return tracker


def _branch(elsewhere: Workspace) -> str:
    """Return the branch of a tracker that is not that of the current directory."""
    from beadwork.workspace import chosen_branch

    return chosen_branch.of(elsewhere, is_here=False)


def _renew_lease(console: Console, tracker: InternalTracker) -> None:
    """Let this command be a sign of life, if a worker with a lease runs it."""
    worker = own_settings.named_actor(console.actor, tracker.local_settings.get("actor", ""))
    if not worker:
        return
    trouble = own_settings.renew_lease(tracker.link.leases, worker)
    if trouble and console.verbose:
        console.warn(f"the lease of {worker} could not be renewed: {trouble}")


def _keep_snapshot(tracker: InternalTracker, workspace: Workspace) -> None:
    """Let each write be followed by a snapshot, where the sync mode is `realtime`."""
    from beadwork.bd import snapshots
    from beadwork.workspace.settings import sync_mode

    if sync_mode.of(tracker.local_settings) == REALTIME:
        told = tracker.on_change

        def keep() -> None:
            told()
            snapshots.start(workspace.beads)

        tracker.on_change = keep


def _elsewhere(console: Console, here: Workspace) -> Workspace | None:
    if not console.subjects:
        return None
    from beadwork.workspace import routes

    try:
        elsewhere = routes.workspace_of(here, console.subjects)
    except Usage:
        if _are_here(console, here):
            return None
        raise
    return None if elsewhere and _are_here(console, here) else elsewhere


def _are_here(console: Console, here: Workspace) -> bool:
    """Return whether the tracker of the current directory has all the ids itself, although a route
    leads them away: they came with an import.
    """
    from beadwork.store.issues import issues

    try:
        with _opened(console, here, None, "") as tracker:
            wanted = console.subjects
            return tracker.ask(lambda session: issues.existing(session, wanted)) >= set(wanted)
    except BeadworkError:  # it cannot be asked: the route leads to who can
        return False


def _opened(
    console: Console, workspace: Workspace, branch: str | None, as_of: str
) -> InternalTracker:
    return api.of_workspace(
        workspace,
        console.directory,
        actor=console.actor,
        branch=branch,
        readonly=console.readonly,
        as_of=as_of,
        idle_seconds=0,
    )
