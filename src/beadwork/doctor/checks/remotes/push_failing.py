"""The daemon's pushes succeed."""

from __future__ import annotations

from beadwork.doctor.finding import CheckSkipped, Finding, ok, verdict
from beadwork.doctor.subject import Subject
from beadwork.dolt.server.files import daemon_record
from beadwork.town import alerts

WORKSPACE = False

KINDS = ("push", "remote")
"""How the kinds of alerts and the names of jobs begin that are about remotes."""


def look(subject: Subject) -> Finding:
    town = subject.required_town
    open_ones = [
        f"{alert.kind}, since {alert.since}: {alert.text}"
        for alert in alerts.open_ones(town)
        if alert.kind.startswith(KINDS)
    ]
    daemon = daemon_record.find(town.server)
    jobs = daemon.facts.get("jobs", {}) if daemon else {}
    failed = [
        f"the last {name}, at {job.get('at', '?')}, {job.get('result', '')}"
        for name, job in sorted(jobs.items())
        if name.startswith(KINDS) and str(job.get("result", "")).startswith("failed")
    ]
    if not open_ones and not failed:
        wanted = subject.configuration.remotes
        if not wanted.enabled or not wanted.push_on_heartbeat:
            return ok("pushing is off")
        if daemon is None:
            raise CheckSkipped("no daemon runs, which would push")
    return verdict("none", warnings=[*open_ones, *failed], hint="gt daemon logs")
