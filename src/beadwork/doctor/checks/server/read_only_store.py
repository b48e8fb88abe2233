"""The databases can be written: server, mount and directory modes allow it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from beadwork.doctor.finding import CheckSkipped, Finding, verdict
from beadwork.doctor.subject import Subject
from beadwork.dolt.server import variables
from beadwork.dolt.server.files.home import Home

WORKSPACE = True


def look(subject: Subject) -> Finding:
    errors = list(_on_disk(subject.home)) if subject.home else []
    try:
        if variables.look(subject.server_session()).is_read_only:
            errors.append(f"the server at {subject.address.name()} is set to read only")
    except CheckSkipped:
        if subject.home is None:
            raise
    return verdict(
        "can be written",
        errors=errors,
        hint="bd dolt status" if subject.home is None else f"ls -ld {subject.home.data}",
    )


def _on_disk(home: Home) -> Iterator[str]:
    data = Path(home.data)
    if not data.exists():
        return
    if os.statvfs(data).f_flag & os.ST_RDONLY:
        yield f"the disk of {data} is mounted read only"
    for directory in (data, *sorted(data.glob(f"{'' if home.rig else '*/'}.dolt/noms"))):
        found = directory.stat()
        if not found.st_mode & stat.S_IWUSR:
            yield (
                f"{directory} has the mode {stat.S_IMODE(found.st_mode):04o}: its owner may "
                "not write"
            )
        if os.getuid() not in (0, found.st_uid):
            yield f"{directory} belongs to the user {found.st_uid}, not to us, {os.getuid()}"
