"""The databases can be written: the server may, the disk is mounted for it, and so say the
directories' modes.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from beadwork.doctor.finding import Finding, Unseen, verdict
from beadwork.doctor.subject import Place
from beadwork.dolt.server import variables
from beadwork.dolt.server.files.home import Home

WORKSPACE = True


def look(place: Place) -> Finding:
    """Look."""
    errors = list(_on_disk(place.home)) if place.home else []
    try:
        if variables.look(place.server()).is_read_only:
            errors.append(f"the server at {place.address.name()} is set to read only")
    except Unseen:
        if place.home is None:
            raise
    return verdict(
        "can be written",
        errors=errors,
        hint="bd dolt status" if place.home is None else f"ls -ld {place.home.data}",
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
            yield f"{directory} has the mode {stat.S_IMODE(found.st_mode):04o}: its owner may not write"
        if os.getuid() not in (0, found.st_uid):
            yield f"{directory} belongs to the user {found.st_uid}, not to us, {os.getuid()}"
