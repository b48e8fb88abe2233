"""Every tracker has a usable `metadata.json`, which names its own database and server."""

from __future__ import annotations

import os
from collections.abc import Iterator

from beadwork.doctor.finding import CheckSkipped, Finding, Repair, count, verdict
from beadwork.doctor.subject import Subject
from beadwork.doctor.tracker_directories import TrackerDirectory
from beadwork.dolt.connection import many_databases
from beadwork.errors import BadWorkspace
from beadwork.store import identity_check
from beadwork.workspace import cross_rig, locate
from beadwork.workspace.connection.server import Flags, choose
from beadwork.workspace.locate import Workspace
from beadwork.workspace.settings import metadata

WORKSPACE = True
FIX = (
    "writes the `metadata.json` of a registered rig that has lost it, as the rig's database "
    "says who it is"
)


def look(subject: Subject) -> Finding:
    trackers = subject.trackers
    is_one_server = subject.is_town and subject.configuration.topology == "per-town"
    errors = [
        subject.evidence_line(tracker, tracker.trouble)
        for tracker in trackers
        if tracker.workspace is None
    ]
    errors += [
        subject.evidence_line(tracker, line)
        for tracker in trackers
        for line in _wrong(subject, tracker)
    ]
    elsewhere = [
        tracker for tracker in trackers if is_one_server and _is_elsewhere(subject, tracker)
    ]
    lost = [
        tracker
        for tracker in trackers
        if subject.is_town and tracker.workspace is None and _is_lost(tracker)
    ]
    return verdict(
        count(len(trackers), "workspace"),
        errors=errors,
        warnings=[
            subject.evidence_line(
                tracker, f"{tracker.beads}/metadata.json names a server that is not the town's"
            )
            for tracker in elsewhere
        ],
        hint="gt dolt fix-metadata" if subject.is_town else "bd where",
        repairs=[repair for tracker in lost for repair in _repairs(subject, tracker)],
    )


def _wrong(subject: Subject, tracker: TrackerDirectory) -> Iterator[str]:
    if tracker.workspace is None:
        return
    path = os.path.join(tracker.beads, metadata.NAME)
    if not subject.is_town:
        yield from _unusable_server(tracker.workspace)
    if not tracker.workspace.project_id:
        yield f"{path} has no project_id"
    if subject.is_town and tracker.workspace.database != tracker.name:
        yield f"{path} names the database {tracker.workspace.database}, not {tracker.name}"


def _unusable_server(workspace: Workspace) -> Iterator[str]:
    try:
        choose(workspace.metadata, place=workspace.root, beads=workspace.beads)
    except BadWorkspace as error:
        yield f"{error.message} ({error.hint})"


def _is_elsewhere(subject: Subject, tracker: TrackerDirectory) -> bool:
    return tracker.workspace is not None and not cross_rig.same_server(
        tracker.workspace, subject.address, Flags()
    )


def _is_lost(tracker: TrackerDirectory) -> bool:
    return os.path.isdir(tracker.directory) and not os.path.exists(
        os.path.join(tracker.beads, metadata.NAME)
    )


def _repairs(subject: Subject, tracker: TrackerDirectory) -> list[Repair]:
    """Return the repair of a lost metadata.json; none where no served database of the tracker's
    name has a project.
    """
    try:
        name = metadata.check_database(tracker.name, str(subject.required_town.rigs_file))
        answers, _ = many_databases.read(
            subject.server_session(), {name: ((identity_check.METADATA, ()),)}
        )
    except (CheckSkipped, BadWorkspace):
        return []
    known = (
        identity_check.metadata_values(answers[tracker.name][0]) if tracker.name in answers else {}
    )
    if not known.get("project_id"):
        return []
    content = {
        "database": "dolt",
        "backend": "dolt",
        "dolt_mode": "server",
        "dolt_database": tracker.name,
        "project_id": known["project_id"],
    }
    path = os.path.join(tracker.beads, metadata.NAME)
    return [
        Repair(
            f"write {path} for the project {known['project_id']}",
            lambda: _write(tracker.beads, content),
        )
    ]


def _write(beads: str, content: dict[str, str]) -> None:
    locate.refuse_links(beads)
    os.makedirs(beads, exist_ok=True)
    metadata.write(beads, content)
