"""One rig, for a person."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, repeat
from pathlib import Path

from beadwork.console.columns import table
from beadwork.console.console import Console
from beadwork.dolt.server.status import Status
from beadwork.town import overview
from beadwork.town.rigs import registry


def lines(
    console: Console, rig: registry.Rig, shown: overview.Rig, server: Status, clone: Path
) -> Iterable[str]:
    """Return the page of a rig. Each line has a name and a value."""
    rows = [
        ("name", rig.name),
        ("url", rig.git_url),
        ("prefix", f"{rig.prefix}-…"),
        ("added", rig.added_at),
        ("clone", str(clone) if clone.is_dir() else f"{clone} is not there"),
        ("database", shown.tracker.database),
        ("server", server.state if server.running else f"{server.state}  (gt dolt start)"),
        ("issues", _counts(shown)),
        *_named("remotes", (f"{remote.name}  {remote.url}" for remote in shown.remotes)),
        *_named("polecats", shown.polecats),
        ("trouble", console.style(shown.trouble, "red") if shown.trouble else ""),
    ]
    return table([row for row in rows if row[1]])


def _counts(rig: overview.Rig) -> str:
    counts = rig.counts
    if counts is None:
        return ""
    frozen = f", {rig.of('frozen')} frozen" if rig.of("frozen") else ""
    return (
        f"{rig.of('active')} open, {rig.of('wip')} in progress, {counts.blocked} blocked, "
        f"{counts.ready} ready"
        f"{frozen}, {rig.of('done')} closed"
    )


def _named(name: str, values: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Return a row for each value, the first with the name."""
    return zip(chain([name], repeat("")), values, strict=False)
