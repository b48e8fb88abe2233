"""The journals of the databases are small enough to be read quickly: garbage is being collected."""

from __future__ import annotations

from pathlib import Path

from beadwork.doctor.finding import Finding, verdict
from beadwork.doctor.subject import Subject
from beadwork.dolt.versions import gc

WORKSPACE = True

MEGABYTE = 1_000_000


def look(subject: Subject) -> Finding:
    limit = subject.configuration.daemon.journal_mb
    sizes = _sizes(subject)
    return verdict(
        f"the largest has {max(sizes.values(), default=0) // MEGABYTE} MB",
        warnings=[
            f"{path} has {size // MEGABYTE} MB, more than {limit}"
            for path, size in sizes.items()
            if size > limit * MEGABYTE
        ],
        hint="bd gc"
        if not subject.is_town
        else "gt daemon start, which collects when the server is idle; or `bd gc` in the rig",
    )


def _sizes(subject: Subject) -> dict[str, int]:
    data = Path(subject.managed_home.data)
    if subject.rig:
        names = ["."]
    elif subject.is_town:
        names = ["*"]
    else:
        names = [tracker.workspace.database for tracker in subject.trackers if tracker.workspace]
    files = [
        file for name in names for file in sorted(data.glob(f"{name}/.dolt/noms/{gc.JOURNAL}"))
    ]
    return {str(file): file.stat().st_size for file in files}
