"""The disk of the databases has room and free inodes."""

from __future__ import annotations

import os
from pathlib import Path

from beadwork.doctor.finding import CheckSkipped, Finding, verdict
from beadwork.doctor.subject import Subject

WORKSPACE = True

MEGABYTE = 1_000_000
NO_ROOM_MB = 50
"""With less room a garbage collection may fail, as it writes a copy."""
FEW_INODES = 1000


def look(subject: Subject) -> Finding:
    data = Path(subject.managed_home.data)
    if not data.exists():
        raise CheckSkipped(f"there is no {data}")
    disk = os.statvfs(data)
    free = disk.f_bavail * disk.f_frsize // MEGABYTE
    limit = subject.configuration.daemon.disk_free_mb
    line = f"{free} MB are free on the disk of {data}"
    errors = [line] if free < NO_ROOM_MB else []
    warnings = [f"{line}, less than {limit}"] if NO_ROOM_MB <= free < limit else []
    if disk.f_files and disk.f_favail < FEW_INODES:
        errors.append(f"{disk.f_favail} inodes are free on the disk of {data}")
    return verdict(line, errors=errors, warnings=warnings, hint=f"df -h {data}")
