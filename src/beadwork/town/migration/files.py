"""The steps of migrating one database: copy, check, switch metadata.json, keep the old directory.

Each step may be repeated.
"""

from __future__ import annotations

import filecmp
import os
import shutil
from contextlib import suppress
from pathlib import Path

from beadwork.actions.exchange import migrate_dolt
from beadwork.dolt.databases.offline import Dolt
from beadwork.dolt.server.files import home
from beadwork.errors import BadFile, StorageFailure
from beadwork.files import bounded, directories
from beadwork.town.migration import discovery
from beadwork.town.migration.discovery import LegacyDatabase
from beadwork.town.migration.journal import Entry
from beadwork.town.rigs import database_files
from beadwork.workspace import locate
from beadwork.workspace.settings import metadata

OF_ANOTHER_SERVER = (
    "dolt_server_host",
    "dolt_server_port",
    "dolt_server_socket",
    "dolt_server_user",
    "dolt_server_tls",
)
"""Keys of metadata.json that name the old server of the database."""


def copy(source: Path, target: Path) -> None:
    """Copy a database, and compare the copy byte by byte.

    Raises:
        StorageFailure: the disk has too little room, or a file changed meanwhile.
    """
    target.mkdir(parents=True, mode=0o700)
    try:
        directories.copy(str(source / ".dolt"), str(target / ".dolt"))
        os.sync()
    except (OSError, BadFile) as error:
        shutil.rmtree(target, ignore_errors=True)
        raise StorageFailure(
            f"{source} could not be copied: {error}", hint=f"df -h {target.parent}"
        ) from None
    for path in sorted((source / ".dolt").rglob("*")):
        copied = target / path.relative_to(source)
        if path.is_file() and not (copied.is_file() and filecmp.cmp(path, copied, shallow=False)):
            shutil.rmtree(target)
            raise StorageFailure(f"{path} changed while it was copied", hint="gt dolt migrate")


def look(dolt: Dolt, target: Path, database: LegacyDatabase) -> database_files.Copy:
    """Return the content of a copy.

    Raises:
        StorageFailure: the copy cannot be read. The message names the source.
    """
    try:
        return database_files.look(dolt, target)
    except StorageFailure as error:
        raise StorageFailure(error.message.replace(str(target), database.source)) from None


def check(database: LegacyDatabase, copy: database_files.Copy) -> None:
    """Refuse a database that is not the one of its workspace.

    Raises:
        StorageFailure: the database has tables of another program, or is of another project.
    """
    if not copy.project_id:
        raise StorageFailure(
            (
                f"{database.source} has no tables of beadwork: "
                f"{', '.join(sorted(copy.contents.rows)[:6]) or 'none at all'}"
            )
            + (
                f"; `bd -C {Path(database.beads).parent} migrate dolt` "
                "reads those of older trackers"
                if database.beads
                else ""
            )
        )
    wanted = discovery.raw(Path(database.beads)).get("project_id") if database.beads else None
    if wanted and wanted != copy.project_id:
        raise StorageFailure(
            f"{database.source} belongs to project {copy.project_id}, and "
            f"{database.beads}/metadata.json to {wanted}"
        )


def switch(beads: Path, entry: Entry) -> None:
    """Rewrite a metadata.json, with a dated copy of the old file. Unknown keys are kept."""
    old = discovery.raw(beads)
    wanted = {key: value for key, value in old.items() if key not in OF_ANOTHER_SERVER}
    wanted |= named(entry.found.target, entry.project_id)
    if old == wanted:
        return
    keep_metadata(beads, entry.date)
    metadata.write(str(beads), wanted)


def named(database: str, project_id: str) -> dict[str, str]:
    """Return the keys of a metadata.json for a database on the town's server."""
    kind = {"database": "dolt", "backend": "dolt", "dolt_mode": "server"}
    return {**kind, "dolt_database": database, "project_id": project_id}


def keep_metadata(beads: Path, date: str) -> Path | None:
    """Copy metadata.json to a dated name and return its path, None where there is no such file.

    A copy that exists already is older, and so the better one. It is not overwritten.
    """
    present, kept = beads / metadata.NAME, beads / f"{metadata.NAME}.migrated-{date}"
    if not present.exists():
        return None
    locate.refuse_links(str(beads))
    if not kept.exists():
        bounded.copy(os.path.realpath(present), str(kept), bounded.SMALL)
    migrate_dolt.ignore(beads)
    return kept


def keep(entry: Entry) -> None:
    """Rename the old directory. Other files of the old server follow its last database."""
    source, container, backup = (
        Path(entry.found.source),
        Path(entry.found.container),
        entry.backup(),
    )
    if source.exists():
        backup.parent.mkdir(parents=True, exist_ok=True)
        source.rename(backup)
        if container.parent.name == ".beads" and str(container) != home.of_user().data:
            migrate_dolt.ignore(container.parent)
    if (
        source == container
        or str(container) == home.of_user().data
        or any(container.glob("*/.dolt/noms"))
    ):
        return
    for left in container.iterdir() if container.is_dir() else ():
        if not (backup.parent / left.name).exists():
            left.rename(backup.parent / left.name)
    with suppress(OSError):
        container.rmdir()
