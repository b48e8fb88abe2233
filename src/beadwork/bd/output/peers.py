"""Pushes to peers and pulls from them, as JSON and as a line."""

from __future__ import annotations

from typing import Any

from beadwork.actions.peers.pull_peer import PeerPulled
from beadwork.actions.peers.push_peer import PeerPushed
from beadwork.console.console import Console
from beadwork.model.counted import counted


def pushed_document(name: str, pushed: PeerPushed) -> dict[str, Any]:
    """Return a push as JSON."""
    return {
        "name": name,
        "status": "pushed" if pushed.is_new else "up_to_date",
        "branch": pushed.branch,
        "outbound": pushed.is_outbound,
        "commit": pushed.head,
        "before": pushed.before,
        "issues": pushed.issues,
    }


def pushed_line(console: Console, name: str, pushed: PeerPushed) -> str:
    """Return a push as a line."""
    if not pushed.is_new:
        return f"{name} is up to date"
    what = f" {counted(pushed.issues, 'issue')}" if pushed.is_outbound else ""
    way = f", over {pushed.branch}" if pushed.is_outbound else ""
    return f"{console.style('Pushed', 'green')}{what} to {name}{way}"


def pulled_document(name: str, pulled: PeerPulled) -> dict[str, Any]:
    """Return a pull as JSON."""
    return {
        "name": name,
        "status": "pulled" if pulled.is_new else "up_to_date",
        "carried": pulled.is_carried,
        "commits": pulled.fetched.commits,
        "commit": pulled.fetched.remote.head,
        "issues": pulled.carried,
    }


def pulled_line(console: Console, name: str, pulled: PeerPulled) -> str:
    """Return a pull as a line."""
    if not pulled.is_new:
        return f"Nothing new from {name}"
    if pulled.is_carried:
        return (
            f"{console.style('Pulled', 'green')} from {name}: "
            f"{counted(pulled.carried, 'issue')} changed here"
        )
    how = f": {pulled.merge.report.summary()}" if pulled.merge else ""
    return (
        f"{console.style('Pulled', 'green')} {counted(pulled.fetched.commits, 'commit')} "
        f"from {name}{how}"
    )
