"""Every database has the project id that its workspace names, and no two workspaces share one."""

from __future__ import annotations

from collections.abc import Iterator

from beadwork.doctor.finding import Finding, count, skipped, verdict
from beadwork.doctor.subject import Subject
from beadwork.doctor.tracker_directories import TrackerDirectory
from beadwork.dolt.connection import many_databases
from beadwork.dolt.connection.many_databases import Questions
from beadwork.store import identity_check
from beadwork.workspace.locate import Workspace

WORKSPACE = True


def look(subject: Subject) -> Finding:
    trackers = [tracker for tracker in subject.trackers if tracker.workspace]
    asked: dict[str, Questions] = {
        workspace.database: ((identity_check.METADATA, ()),) for _, workspace in subject.served
    }
    answers, failures = many_databases.read(subject.server_session(), asked)
    errors = [*_twice(subject, trackers)]
    for tracker, workspace in subject.served:
        if workspace.database in answers:
            found = identity_check.metadata_values(answers[workspace.database][0]).get(
                "project_id", ""
            )
            if found != workspace.project_id:
                errors.append(subject.evidence_line(tracker, _line(workspace, found)))
    if failures and not errors:
        return skipped("; ".join(f"{name}: {error.text}" for name, error in failures.items()))
    if len(trackers) < len(subject.trackers) and not errors:
        return skipped(
            "; ".join(
                subject.evidence_line(tracker, tracker.trouble)
                for tracker in subject.trackers
                if not tracker.workspace
            )
        )
    return verdict(count(len(trackers), "project"), errors=errors, hint="bd where")


def _line(workspace: Workspace, project: str) -> str:
    said = f"{workspace.beads}/metadata.json is of the project {workspace.project_id or '(none)'}"
    return f"{said}, the database {workspace.database} of {project or '(none)'}"


def _twice(subject: Subject, trackers: list[TrackerDirectory]) -> Iterator[str]:
    owners: dict[str, TrackerDirectory] = {}
    for tracker in trackers:
        project = tracker.workspace.project_id if tracker.workspace else ""
        if project and project in owners:
            yield subject.evidence_line(
                tracker,
                f"{tracker.beads} is of the project {project}, as {owners[project].name} is",
            )
        owners.setdefault(project, tracker)
