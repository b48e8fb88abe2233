"""The remotes are those of `mayor/daemon.json`; where pushing is on, each database has one."""

from __future__ import annotations

from beadwork.doctor.each_tracker import check_each_tracker
from beadwork.doctor.finding import Finding, verdict
from beadwork.doctor.subject import Subject
from beadwork.doctor.tracker_directories import TrackerDirectory
from beadwork.dolt.versions import remote_tracking
from beadwork.model.remotes.endpoint import comparable
from beadwork.model.urls import bare
from beadwork.town.configuration import Remotes
from beadwork.town.remotes.configured import url_of
from beadwork.workspace.connection.link import Link

WORKSPACE = False


def look(subject: Subject) -> Finding:
    wanted = subject.configuration.remotes
    found = check_each_tracker(
        subject,
        lambda tracker, link: _compare(tracker, link, wanted),
        "as configured" if wanted.enabled else "pushing is off",
        summary=lambda number: f"{number} remotes are not as configured",
        hint="gt dolt remote list",
    )
    names = {tracker.name for tracker in subject.trackers}
    strange = tuple(
        f"{subject.required_town.daemon_file}: {name} is not a rig"
        for name in wanted.databases
        if name not in names
    )
    return _with(found, strange)


def _compare(tracker: TrackerDirectory, link: Link, wanted: Remotes) -> list[str]:
    urls = {
        comparable(bare(remote.url), tracker.directory)
        for remote in remote_tracking.read(link.session)
    }
    named = url_of(wanted.databases.get(tracker.name))
    url = bare(named)
    if named != url:
        return [
            f"daemon.json has a password in the URL {url}: it is kept apart now, take it out there"
        ]
    if url and not urls:
        return [f"no remote is set, and daemon.json names {url}"]
    if url and comparable(url, tracker.directory) not in urls:
        return [(f"the remote is {' and '.join(sorted(urls))}, and daemon.json names {url}")]
    if wanted.enabled and not urls:
        return ["there is no remote: nothing of it is pushed anywhere"]
    return []


def _with(finding: Finding, lines: tuple[str, ...]) -> Finding:
    if not lines:
        return finding
    lines = (*finding.evidence, *lines)
    return verdict(
        "",
        warnings=lines,
        summary=lambda number: f"{number} remotes are not as configured",
        hint=finding.hint,
    )
