"""Adopt an existing database of the server for a rig of its name that is being added.

The database belonged to a rig that was removed, or to one whose add was killed. Nothing in it is
changed.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from beadwork.actions.workspace import initialize
from beadwork.actions.workspace.init_plan import Plan
from beadwork.dolt.connection.session import Session
from beadwork.dolt.databases import fingerprint
from beadwork.errors import Exists
from beadwork.store import config, databases, schema_check
from beadwork.store.issues import issues
from beadwork.town.layout import Town
from beadwork.town.rigs import trackers
from beadwork.workspace.settings import metadata


class AdoptedTracker(NamedTuple):
    """An existing database. `project_id` is empty where its creation was interrupted."""

    project_id: str
    prefix: str
    issues: int

    @property
    def counted(self) -> str:
        """The number of issues in words."""
        return "1 issue" if self.issues == 1 else f"{self.issues} issues"


def find(town: Town, server: Session, clone: Path, name: str, prefix: str) -> AdoptedTracker | None:
    """Return the database that can be adopted.

    Return None where there is none, where it is empty, or where the project's own `metadata.json`
    names its database.

    Raises:
        Exists: the database is another rig's, or holds something else.
        ForeignSchema: the database has more than a tracker has.
    """
    if (clone / ".beads" / metadata.NAME).exists() or name not in databases.names(server):
        return None
    for tracker in trackers.all_of(town):
        if tracker.database == name:
            raise Exists(f"the database {name} is that of {tracker.name}", hint="another name")
    with Session(server.address, name) as session:
        schema_check.admit(
            fingerprint.server_query(session), name, "gt doctor --check foreign-objects"
        )
        found = databases.inspect(session)
        if found.is_empty:
            return None
        if found.is_foreign:
            raise Exists(
                f"the server has a database {name} already, which is not a tracker",
                hint="another name",
            )
        if "project_id" not in found.facts:
            return AdoptedTracker("", prefix, 0)
        return AdoptedTracker(
            found.facts["project_id"],
            config.get(session, "issue_prefix") or prefix,
            issues.count(session),
        )


def bind(clone: Path, name: str, adopted: AdoptedTracker) -> None:
    """Make a clone the workspace of the database."""
    initialize.adopt(str(clone / ".beads"), Plan(name, adopted.project_id, adopted.prefix, "", {}))
