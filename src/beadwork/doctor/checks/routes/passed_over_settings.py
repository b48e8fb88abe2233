"""No file of a repository names a password, a socket, a CA, an author or the durability of writes.

Only the person may set these, and a repository's values have no effect.
"""

from __future__ import annotations

from contextlib import suppress

from beadwork.doctor.finding import Finding, count, verdict
from beadwork.doctor.subject import Subject
from beadwork.errors import BadWorkspace
from beadwork.workspace.settings import metadata, passed_over
from beadwork.workspace.settings.passed_over import PassedOver

WORKSPACE = True


def look(subject: Subject) -> Finding:
    warnings: list[str] = []
    first: PassedOver | None = None
    for tracker in subject.trackers:
        with suppress(BadWorkspace):  # `metadata-files` names it
            for setting in passed_over.of(tracker.beads, metadata.read(tracker.beads)):
                first = first or setting
                words = f"{setting.key} = {setting.value} in {setting.file} counts nothing"
                warnings.append(subject.evidence_line(tracker, f"{words}: {setting.mend}"))
    return verdict(
        count(len(subject.trackers), "workspace"),
        warnings=warnings,
        hint=f"{first.mend}   (if you want it so)" if first else "",
    )
