"""The journal of a migration, `daemon/migration.json`. It is written after each step, for a resume.

A step in the journal has been done. A step that is not in it may have been done, too, and may be
repeated.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from beadwork.dolt.databases.fingerprint import Fingerprint
from beadwork.errors import BadTown
from beadwork.files.atomic import replace
from beadwork.town import json_files
from beadwork.town.layout import Town
from beadwork.town.migration.discovery import LegacyDatabase

STEPS = ("planned", "copied", "placed", "verified", "switched", "kept")
"""The steps in their order. At `kept` the old directory has its dated name, and the migration of
the database is done.
"""


class Entry(NamedTuple):
    """One database in migration. `date` names its backup; `contents` is known from `copied` on."""

    found: LegacyDatabase
    date: str
    step: str = STEPS[0]
    project_id: str = ""
    contents: Fingerprint | None = None

    def is_past(self, step: str) -> bool:
        """Tell whether a step has been done."""
        return STEPS.index(self.step) >= STEPS.index(step)

    def backup(self) -> Path:
        """Return the path of the kept old directory: `.beads/dolt.migrated-2026-11-21/NAME`."""
        source, container = Path(self.found.source), Path(self.found.container)
        kept = container.with_name(f"{container.name}.migrated-{self.date}")
        return kept if source == container else kept / source.name


def read(town: Town) -> list[Entry]:
    """Return the entries of an interrupted migration.

    Raises:
        BadTown: the file is damaged.
    """
    path = _path(town)
    if not path.exists():
        return []
    try:
        return [
            _entry(entry)
            for entry in json_files.read(path)["databases"]
            if entry["step"] != STEPS[-1]
        ]
    except (KeyError, TypeError, ValueError) as error:
        raise BadTown(f"{path} cannot be read: {error!r}", hint=f"ls -l {path}") from None


def write(town: Town, entries: list[Entry]) -> None:
    """Write the journal.

    Raises:
        OSError: the file cannot be written.
    """
    rows = []
    for entry in entries:
        row = {**entry._asdict(), "found": entry.found._asdict()}
        row["contents"] = entry.contents._asdict() if entry.contents else None
        rows.append(row)
    replace(str(_path(town)), json.dumps({"version": 1, "databases": rows}, indent=2) + "\n")


def staging(town: Town) -> Path:
    """Return the directory for copies, on the town's disk and outside every server's data."""
    return Path(town.server.control) / "migrating"


def _path(town: Town) -> Path:
    return Path(town.server.control) / "migration.json"


def _entry(row: dict[str, object]) -> Entry:
    content = row["contents"]
    told = Fingerprint(**content) if isinstance(content, dict) else None
    found = LegacyDatabase(**row["found"])  # type: ignore[arg-type]
    entry = Entry(found, str(row["date"]), str(row["step"]), str(row["project_id"]), told)
    STEPS.index(entry.step)
    return entry
