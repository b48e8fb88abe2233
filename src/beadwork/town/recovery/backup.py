"""Back up the databases of a town, restore each backup once as a proof, and keep the newest few.

    <town>/backups/2026-11-21T032412Z/backup.json    its manifest
                                      hq/ gastown/   Dolt's native backups

Invariant: a dated directory has been restored and read. Only dated directories are counted and
pruned. The last backup of a database is never pruned, and none is after a failure.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from beadwork.dolt.connection.server_errors import Fault, ServerError
from beadwork.dolt.connection.session import Session
from beadwork.dolt.databases import backups, damaged_files, fingerprint, offline
from beadwork.dolt.databases.fingerprint import Fingerprint
from beadwork.dolt.databases.offline import Dolt
from beadwork.dolt.server import access, health_queries
from beadwork.dolt.server.files.record import Record
from beadwork.dolt.server.lifecycle import start
from beadwork.errors import BeadworkError, NoServer, NotFound, StorageFailure
from beadwork.model.urls import bare
from beadwork.town import databases, json_files
from beadwork.town.layout import Town
from beadwork.town.rigs import database_files

KEEP = 7
MANIFEST = "backup.json"
_DATED = re.compile(r"\d{4}-\d\d-\d\dT\d{6}Z(-\d+)?")


class Backup(NamedTuple):
    """One database in one backup. `why` says why the database could not be backed up."""

    name: str
    at: str
    """The name of the backup: its date and time."""
    path: str = ""
    contents: Fingerprint | None = None
    remotes: dict[str, str] = {}  # noqa: RUF012 - never changed
    why: str = ""


class Report(NamedTuple):
    """The backups that were made, and the directories of older ones that were removed."""

    made: list[Backup]
    pruned: list[str]


def directory_of(town: Town) -> Path:
    """Return the default directory of backups."""
    return town.root / "backups"


def all_of(directory: Path) -> list[Backup]:
    """Return the backups in a directory, the newest first; other entries are skipped."""
    found = []
    for place in sorted(directory.glob("*"), reverse=True) if directory.is_dir() else ():
        if not _DATED.fullmatch(place.name) or not (place / MANIFEST).exists():
            continue
        for name, row in sorted(json_files.read(place / MANIFEST).get("databases", {}).items()):
            if (place / name).is_dir():
                held = Fingerprint(**row["contents"])
                found.append(
                    Backup(name, place.name, str(place / name), held, row.get("remotes", {}))
                )
    return found


def run(
    town: Town, names: Sequence[str], directory: Path, keep: int, say: Callable[[str], None]
) -> Report:
    """Back up databases (all where none is named), then prune their older backups, unless one of
    the databases could not be backed up.

    Raises:
        NoServer: the town's server does not run.
        NotFound: there is no such database.
        StorageFailure: the directory lies among the databases, or cannot be written.
    """
    wanted = _wanted(town, names)
    running = {name: start.running(town.server_of(name)) for name in wanted}
    if not any(running.values()):
        raise NoServer(f"the server of {town.root} does not run", hint="gt dolt start")
    if directory.resolve().is_relative_to(town.data.resolve()):
        raise StorageFailure(
            f"{directory} lies among the databases themselves", hint="gt dolt backup --to DIR"
        )
    at = _free_name(directory)
    partial = directory / f".{at}.partial"
    try:
        directory.mkdir(parents=True, mode=0o700, exist_ok=True)
        partial.mkdir(mode=0o700)
        dolt = offline.dolt_of(town.server, say)
        made = [_back_up(town, running[name], dolt, name, partial, at) for name in wanted]
        backups_made = _publish(made, partial, directory / at)
    except OSError as error:
        raise StorageFailure(
            f"{directory} cannot be used: {error.strerror or error}", hint=f"df -h {directory}"
        ) from None
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    if any(backup.why for backup in backups_made):
        return Report(backups_made, [])
    return Report(backups_made, _prune(directory, [backup.name for backup in backups_made], keep))


def _wanted(town: Town, names: Sequence[str]) -> list[str]:
    known = (databases.on_disk(town) | databases.expected(town)) - {health_queries.PRIVATE}
    for name in names:
        if name not in known:
            raise NotFound(f"the town has no database {name}", hint="gt dolt list")
    return sorted(dict.fromkeys(names) if names else known)


def _free_name(directory: Path) -> str:
    now, number = database_files.moment(), 2
    name = now
    while (directory / name).exists():
        name, number = f"{now}-{number}", number + 1
    return name


def _why(town: Town, name: str, error: ServerError) -> str:
    if error.fault is not Fault.DENIED:
        return damaged_files.answer(str(town.data / name), error)
    refused = access.locked_out(town.server_of(name))
    return f"{refused.message} ({refused.hint})"


def _back_up(
    town: Town, record: Record | None, dolt: Dolt, name: str, partial: Path, at: str
) -> Backup:
    """Make one backup and restore it beside. Nothing of it stays where that fails."""
    if record is None:
        return Backup(name, at, why="its server does not run")
    try:
        with Session(
            access.address(town.server_of(name), record), name, read_seconds=offline.LIMIT_SECONDS
        ) as session:
            before = fingerprint.read(fingerprint.server_query(session)).commit
            backups.create(session, partial / name)
        held = _proven(dolt, partial / name, partial / "restored" / name, before)
    except ServerError as error:
        shutil.rmtree(partial / name, ignore_errors=True)
        return Backup(name, at, why=_why(town, name, error))
    except BeadworkError as error:
        shutil.rmtree(partial / name, ignore_errors=True)
        return Backup(name, at, why=error.message)
    finally:
        shutil.rmtree(partial / "restored", ignore_errors=True)
    return Backup(name, at, str(partial / name), held, backups.remotes(town.data / name))


def _proven(dolt: Dolt, backup: Path, target: Path, commit: str) -> Fingerprint:
    """Return the content of a restored backup. It has to have the last commit before the backup."""
    backups.restore(dolt, backup, target)
    ask = fingerprint.copy_query(dolt, target)
    held = fingerprint.read(ask)
    if not fingerprint.has_commit(ask, commit):
        raise StorageFailure(
            f"the backup lacks the commit {commit}, which was there before it was made"
        )
    return held


def _publish(made: list[Backup], partial: Path, final: Path) -> list[Backup]:
    """Write the manifest of the backup and give it its dated name, unless the backup is empty."""
    good = [backup for backup in made if not backup.why and backup.contents]
    if good:
        rows = {
            backup.name: {
                "contents": backup.contents._asdict(),
                "remotes": {remote: bare(url) for remote, url in backup.remotes.items()},
            }
            for backup in good
            if backup.contents
        }
        (partial / MANIFEST).write_text(
            json.dumps({"version": 1, "databases": rows}, indent=2) + "\n"
        )
        partial.rename(final)
    return [
        backup if backup.why else backup._replace(path=str(final / backup.name)) for backup in made
    ]


def _prune(directory: Path, names: Sequence[str], keep: int) -> list[str]:
    """Remove all but the newest `keep` backups of the databases that have a new one."""
    pruned = []
    known = all_of(directory)
    for name in names:
        for backup in [backup for backup in known if backup.name == name][max(keep, 1) :]:
            shutil.rmtree(backup.path)
            pruned.append(backup.path)
            _forget(Path(backup.path).parent, name)
    return pruned


def _forget(place: Path, name: str) -> None:
    content: dict[str, Any] = json_files.read(place / MANIFEST)
    content["databases"].pop(name, None)
    if content["databases"]:
        json_files.write(place / MANIFEST, content)
    else:
        shutil.rmtree(place)
