"""The daemon lives, keeps the server running, and does its jobs in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from beadwork.doctor.finding import Finding, verdict
from beadwork.doctor.subject import Subject
from beadwork.dolt.server.files import daemon_record
from beadwork.dolt.server.files.daemon_record import LiveDaemon
from beadwork.town import servers
from beadwork.town.configuration import Daemon
from beadwork.town.daemon import paths

WORKSPACE = False

OVERDUE = 10
"""A job may be late by so many of its intervals, on a machine that sleeps now and then."""
AT_LEAST = 60.0


def look(subject: Subject) -> Finding:
    town = subject.required_town
    daemon = daemon_record.find(town.server)
    if daemon is None:
        return verdict(
            "",
            warnings=["no daemon runs: nobody would bring a server back that crashed"],
            hint="gt daemon start",
        )
    errors = []
    for home in servers.all_of(town):
        kept = daemon_record.find(home)
        if kept and kept.server and not kept.restarts:
            whose = f"the server of {home.rig}" if home.rig else "the server"
            errors.append(
                f"the daemon (pid {kept.pid}) does not keep {whose}: {kept.server}; {kept.error}"
            )
    if daemon.facts.get("broken_configuration"):
        errors.append(
            f"the daemon (pid {daemon.pid}) uses an old configuration: "
            f"{daemon.facts['broken_configuration']}"
        )
    silent = daemon_record.silence(town.server, daemon)
    if silent:
        errors.append(
            f"the daemon (pid {daemon.pid}) is stalled: it has written nothing for {silent:.0f} s "
            "(gt daemon restart)"
        )
    warnings = list(_late(daemon, subject.configuration.daemon))
    return verdict(
        f"pid {daemon.pid}",
        errors=errors,
        warnings=warnings,
        hint=f"gt daemon logs   ({paths.log(town)})",
    )


def _late(daemon: LiveDaemon, limits: Daemon) -> Iterator[str]:
    jobs: dict[str, Any] = daemon.facts.get("jobs", {})
    all_checks = {"heartbeat": limits.heartbeat_seconds}
    all_checks.update((name, limits.health_seconds) for name in jobs if name.split()[0] == "health")
    for name, interval in all_checks.items():
        at = _time(str(jobs.get(name, {}).get("at", "")))
        late = (datetime.now(UTC) - at).total_seconds() if at else 0.0
        if late > max(AT_LEAST, OVERDUE * interval):
            yield (
                f"the daemon (pid {daemon.pid}) did its job {name} last {late:.0f} s ago; it "
                f"is to every {interval:g} s"
            )


def _time(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
