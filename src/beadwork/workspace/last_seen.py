"""Where each tracker was last used on this machine: a record for each workspace, in the person's
own directory.

A record holds what metadata.json holds. So a workspace whose `.beads/` was deleted is found again,
also where its server is another one. A command writes the record once a day; in between it looks
only at the record's time (link.py). Towns have no records: their registry knows where each rig is.
"""

from __future__ import annotations

import json
import os
from typing import Any, NamedTuple

from beadwork.dolt.server.files.home import user_directory
from beadwork.errors import BadFile, BadWorkspace
from beadwork.files import json_file
from beadwork.workspace.settings import metadata, own_settings


class Sighting(NamedTuple):
    """One workspace: its `.beads`, the content of its metadata.json, the prefix of its ids, and
    when it was last used, in seconds since 1970.
    """

    beads: str
    content: dict[str, Any]
    prefix: str
    seen: float

    @property
    def database(self) -> str:
        return str(self.content["dolt_database"])

    @property
    def project_id(self) -> str:
        return str(self.content.get("project_id", ""))

    @property
    def state(self) -> str:
        """Why the workspace does not name this database now; empty where it does."""
        if not os.path.isdir(os.path.dirname(self.beads)):
            return "the directory is gone"
        try:
            present = metadata.read(self.beads)
        except BadWorkspace:
            return "no metadata.json there"
        same = (present.get("dolt_database"), present.get("project_id", ""))
        return "" if same == (self.database, self.project_id) else "it has another tracker now"


def record(beads: str, content: dict[str, Any], prefix: str) -> None:
    """Record that a workspace is used now. A record that cannot be written is left out."""
    from beadwork.files.atomic import replace

    database = str(content["dolt_database"])
    file = own_settings.sighting_path(beads, database)
    try:
        os.makedirs(os.path.dirname(file), mode=0o700, exist_ok=True)
        replace(file, json.dumps({"beads": beads, "metadata": content, "prefix": prefix}) + "\n")
    except OSError:
        return


def everywhere() -> list[Sighting]:
    """Return all records, the newest first. A damaged record is left out."""
    return _read_all("")


def at(beads: str) -> list[Sighting]:
    """Return the records of one `.beads`, the newest first."""
    return _read_all(own_settings.sighting_start(beads))


def forget(database: str, project_id: str) -> None:
    """Delete the records of a tracker, after its database was moved away."""
    for sighting in everywhere():
        if (sighting.database, sighting.project_id) == (database, project_id):
            os.unlink(own_settings.sighting_path(sighting.beads, database))


def _read_all(start: str) -> list[Sighting]:
    directory = os.path.join(user_directory(), own_settings.SEEN)
    try:
        names = [name for name in os.listdir(directory) if name.startswith(start)]
    except OSError:
        return []
    found = [_read(os.path.join(directory, name)) for name in names if name.endswith(".json")]
    return sorted(filter(None, found), key=lambda sighting: sighting.seen, reverse=True)


def _read(file: str) -> Sighting | None:
    try:
        found = json_file.read(file)
        content = found["metadata"]
        metadata.check_database(content["dolt_database"], file)
        return Sighting(str(found["beads"]), content, str(found["prefix"]), os.stat(file).st_mtime)
    except (OSError, BadFile, BadWorkspace, KeyError, TypeError):
        return None
