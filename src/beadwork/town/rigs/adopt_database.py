"""Give a rig that is being added the database of its name which the server has already, of a rig
that was removed or half-made.

Nothing in it is changed, nothing of it is hidden by an empty one, and it is said what is taken up.
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


class Tracker(NamedTuple):
    """What such a database holds. There is no project where somebody was cut off while making
    it.
    """

    project_id: str
    prefix: str
    issues: int

    @property
    def counted(self) -> str:
        """How many issues there are."""
        return "1 issue" if self.issues == 1 else f"{self.issues} issues"


def look(town: Town, server: Session, clone: Path, name: str, prefix: str) -> Tracker | None:
    """Return what there is to take up: None where no such database is, an empty one, or where the
    project names its own.

    Raises:
        Exists: the database is another rig's, or holds something else.
        ForeignSchema: it has more than a tracker has.
    """
    if (clone / ".beads" / metadata.NAME).exists() or name not in databases.names(server):
        return None
    for one in trackers.all_of(town):
        if one.database == name:
            raise Exists(f"the database {name} is that of {one.name}", hint="another name")
    with Session(server.address, name) as session:
        schema_check.admit(
            fingerprint.server_query(session), name, "gt doctor --check foreign-objects"
        )
        found = databases.inspect(session)
        if found.is_empty:
            return None
        if found.is_foreign:
            raise Exists(
                f"the server has a database {name} already, which is no tracker",
                hint="another name",
            )
        if "project_id" not in found.facts:
            return Tracker("", prefix, 0)
        return Tracker(
            found.facts["project_id"],
            config.get(session, "issue_prefix") or prefix,
            issues.count(session),
        )


def tie(clone: Path, name: str, found: Tracker) -> None:
    """Let a clone be the workspace of what was found, or go on making it."""
    initialize.adopt(str(clone / ".beads"), Plan(name, found.project_id, found.prefix, "", {}))
