"""Pushes, fetches and pulls, as JSON and as text."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from beadwork.model.counted import counted
from beadwork.model.times.timestamps import local_time
from beadwork.model.urls import bare
from beadwork.workspace.settings import sync_mode

if TYPE_CHECKING:
    from beadwork.actions.merging.merge import Merge
    from beadwork.actions.remotes.pull import Fetched, Pulled
    from beadwork.actions.remotes.push import Pushed
    from beadwork.console.console import Console
    from beadwork.store.history.recovered import Recovered
    from beadwork.tracker import InternalTracker


def add_remote(parser: argparse.ArgumentParser) -> None:
    """Declare the argument that names the remote."""
    parser.add_argument(
        "remote", nargs="?", default="origin", metavar="REMOTE", help="a name (else origin)"
    )


def fetched_document(fetched: Fetched) -> dict[str, Any]:
    """Return a fetch as a JSON object."""
    remote = fetched.remote
    return {
        "remote": remote.name,
        "url": bare(remote.url),
        "local": remote.local,
        "remote_head": remote.head,
        "behind": fetched.commits,
        "ahead": fetched.behind,
    }


def fetched_line(fetched: Fetched) -> str:
    """Return a fetch as one line."""
    if not fetched.commits:
        return f"{fetched.came_from} has nothing new"
    return (
        f"{fetched.came_from} has {counted(fetched.commits, 'commit')} that "
        f"{'is' if fetched.commits == 1 else 'are'} not here: bd dolt pull"
    )


def fetched_facts(fetched: Recovered) -> str:
    """Return what came with a clone as one line."""
    return (
        f"Fetched {counted(fetched.commits, 'commit')}, {counted(fetched.issues, 'issue')}; the "
        f"newest change is of {local_time(fetched.at)}: {fetched.message}"
    )


def pulled_document(pulled: Pulled) -> dict[str, Any]:
    """Return a pull as a JSON object."""
    return {
        "remote": pulled.remote,
        "url": bare(pulled.url),
        "before": pulled.before,
        "after": pulled.after,
        "remote_head": pulled.remote_head,
        "fetched": pulled.fetched,
        "merge": _merge(pulled.merge, pulled.after) if pulled.merge else None,
    }


def _merge(merge: Merge, commit: str) -> dict[str, Any]:
    """Return a merge as a JSON object. Its module is loaded only where there was one."""
    from beadwork.bd.output.merging import merge as merge_output

    return merge_output.document(merge, commit, is_preview=False)


def _merge_lines(console: Console, merge: Merge) -> Iterator[str]:
    from beadwork.bd.output.merging import merge as merge_output

    yield from merge_output.lines(console, merge, is_preview=False)


def pulled_lines(console: Console, pulled: Pulled) -> Iterator[str]:
    """Yield what a pull brought, for a person."""
    if pulled.before == pulled.after:
        yield f"Nothing new on {pulled.remote}"
        return
    yield f"Pulled {counted(pulled.fetched, 'commit')} from {pulled.remote} ({bare(pulled.url)})"
    if pulled.merge:
        yield from _merge_lines(console, pulled.merge)
    yield f"main is at {console.style(pulled.after, 'yellow')}"


def pushed_document(pushed: Pushed) -> dict[str, Any]:
    """Return a push as a JSON object."""
    return {
        "remote": pushed.remote,
        "url": bare(pushed.url),
        "branch": pushed.branch,
        "pushed": pushed.is_new,
        "before": pushed.before,
        "local": pushed.local,
        "remote_head": pushed.remote_head,
        "tries": pushed.tries,
        "merged": [_merge(merge, "") for merge in pushed.merged],
    }


def pushed_lines(console: Console, pushed: Pushed) -> Iterator[str]:
    """Yield what a push did, and the heads of both sides, for a person."""
    for merge in pushed.merged:
        yield from _merge_lines(console, merge)
    if pushed.is_new:
        yield f"Pushed main to {pushed.remote} ({bare(pushed.url)})"
    else:
        yield f"Nothing new for {pushed.remote} ({bare(pushed.url)})"
    width = max(len("here"), len(pushed.remote))
    yield f"  {'here'.ljust(width)}  {console.style(pushed.local, 'yellow')}"
    yield f"  {pushed.remote.ljust(width)}  {console.style(pushed.remote_head, 'yellow')}"
    if pushed.local != pushed.remote_head:
        yield "  There are newer commits here: bd dolt push"


def snapshot_at_push(console: Console, tracker: InternalTracker) -> None:
    """Write a snapshot where the sync mode asks for one at each push."""
    if sync_mode.of(tracker.local_settings) == sync_mode.SNAPSHOT_AT_PUSH:
        from beadwork.bd import snapshots

        snapshots.at_push(console, tracker)


def warn_of_merges(console: Console, merges: Iterable[Merge], worker: str) -> None:
    """Warn of what merges left behind: edges to missing issues, cycles, and the worker's claims
    that were undone.
    """
    for merge in merges:
        from beadwork.bd.output.merging import merge as merge_output

        merge_output.warn(console, merge, is_preview=False)
        _tell_lost_claims(console, merge, worker)


def _tell_lost_claims(console: Console, merge: Merge, worker: str) -> None:
    """Warn the worker whose claims of issues were undone by a merge: somebody else has them."""
    from beadwork.actions.remotes import lost_claims

    for lost in lost_claims.of(merge):
        if lost.loser == worker:
            console.warn(
                f"{lost.issue_id} is {lost.winner}'s: you both claimed it while apart; your "
                "claim is undone, and your other edits stay"
            )


def synced_document(pulled: Pulled | None, pushed: Pushed) -> dict[str, Any]:
    """Return a sync as a JSON object."""
    return {
        "pulled": pulled_document(pulled) if pulled else None,
        "pushed": pushed_document(pushed),
    }
