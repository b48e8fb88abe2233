"""The remotes that `mayor/daemon.json` names are those of the databases, and where pushing is on,
every database has one.
"""

from __future__ import annotations

from typing import Any

from beadwork.doctor.ask_each import each
from beadwork.doctor.finding import Finding, shown, verdict
from beadwork.doctor.subject import Place
from beadwork.doctor.tracker_directories import Seat
from beadwork.dolt.versions import remote_tracking
from beadwork.town.configuration import Remotes
from beadwork.workspace import git_remote
from beadwork.workspace.connection.link import Link

WORKSPACE = False


def look(place: Place) -> Finding:
    """Look."""
    wanted = place.configuration.remotes
    found = each(
        place,
        lambda seat, link: _compare(seat, link, wanted),
        "as configured" if wanted.enabled else "pushing is off",
        summary=lambda number: f"{number} remotes are not as configured",
        hint=f"see dolt_remotes in {place.the_town.daemon_file}",
    )
    names = {seat.name for seat in place.seats}
    strange = tuple(
        f"{place.the_town.daemon_file}: {name} is no rig"
        for name in wanted.databases
        if name not in names
    )
    return _with(found, strange)


def _compare(seat: Seat, link: Link, wanted: Remotes) -> list[str]:
    urls = {
        git_remote.for_dolt(one.url, seat.directory) for one in remote_tracking.look(link.session)
    }
    url = _url(wanted.databases.get(seat.name))
    if url and not urls:
        return [f"no remote is set, and daemon.json names {shown(url)}"]
    if url and git_remote.for_dolt(url, seat.directory) not in urls:
        return [
            f"the remote is {' and '.join(map(shown, sorted(urls)))}, and daemon.json names {shown(url)}"
        ]
    if wanted.enabled and not urls:
        return ["there is no remote: nothing of it is pushed anywhere"]
    return []


def _url(entry: Any) -> str:
    return str(entry.get("url", "")) if isinstance(entry, dict) else str(entry or "")


def _with(found: Finding, lines: tuple[str, ...]) -> Finding:
    if not lines:
        return found
    every = (*found.evidence, *lines)
    return verdict(
        "",
        warnings=every,
        summary=lambda number: f"{number} remotes are not as configured",
        hint=found.hint,
    )
