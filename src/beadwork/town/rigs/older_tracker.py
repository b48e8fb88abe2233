"""A tracker that a project brings along when it is added as a rig: files of the Go program, or the
`.beads/` of another town.

Nothing of the files is changed or renamed: git has them. Only a metadata.json that names a database
which this server does not have is set aside.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from beadwork import tracker as api
from beadwork.actions.exchange import migrate_dolt, migrate_dolt_plan
from beadwork.actions.exchange.migrate_dolt_plan import MARK, Plan
from beadwork.actions.workspace import initialize
from beadwork.actions.workspace.init_plan import Request
from beadwork.dolt.writing.author import Author
from beadwork.errors import NotFound
from beadwork.model.counted import counted
from beadwork.workspace import git_remote, legacy_data
from beadwork.workspace.settings import metadata

AUTO, NONE, REMOTE = "auto", "none", "remote"
KINDS = {
    "jsonl": ("jsonl", "backup"),
    "sqlite": ("sqlite",),
    AUTO: ("sqlite", "dolt", "jsonl", "backup"),
}
CHOICES = (AUTO, "jsonl", "sqlite", REMOTE, NONE)
"""What `gt rig add --from` takes."""


class OlderTracker(NamedTuple):
    """What a clone has of a tracker: names in `.beads/`, and whether its git remote holds one."""

    names: list[str]
    has_remote: bool
    is_described: bool
    """Whether a metadata.json names a database, which the server does not have."""

    def sentence(self, name: str) -> str:
        """Return what the project of a rig brings along, in words."""
        found = [f".beads/{entry}" for entry in self.names]
        found += [f"{git_remote.REF} in its git remote"] if self.has_remote else []
        held = ", ".join(found) or "a metadata.json that names a database which is not here"
        return f"{name} brings a tracker along: {held}"


class BroughtIn(NamedTuple):
    """The issues that came in from files, and these files' names."""

    files: list[str]
    issues: int

    def sentence(self) -> str:
        """Return what came in, in words."""
        return f"{counted(self.issues, 'issue')} brought in from {', '.join(self.files)}"


def find(clone: Path) -> OlderTracker | None:
    """Return the tracker that a clone brings along, None where there is none."""
    beads = clone / ".beads"
    names = legacy_data.find(str(beads))
    is_described = (beads / metadata.NAME).exists()
    has_remote = bool(git_remote.has_data(str(clone)))
    if not names and not is_described and not has_remote:
        return None
    return OlderTracker(names, has_remote, is_described)


def is_begun(clone: Path) -> bool:
    """Tell whether a killed add was bringing the files of a clone in."""
    return (clone / ".beads" / MARK).exists()


def wanted_source(found: OlderTracker, choice: str) -> str:
    """Return `remote`, `none`, or a key of KINDS.

    Raises:
        NotFound: there is nothing of what was chosen.
    """
    if choice == REMOTE and not found.has_remote:
        raise NotFound("the project's git remote holds no tracker", hint="gt rig add … --from auto")
    if choice == AUTO and found.has_remote:
        return REMOTE
    return choice if choice != AUTO or found.names else NONE


def read(clone: Path, kinds: str, say: Callable[[str], None]) -> Plan:
    """Return what the files of a clone hold, of these kinds (a key of KINDS).

    Raises:
        NotFound: there is no such file.
        BadWorkspace, ImportRefused: a file is damaged, or one of its rows cannot be imported.
    """
    planned = migrate_dolt_plan.plan(clone / ".beads", "", say)
    reads = [found for found in planned.reads if found.kind in KINDS[kinds]]
    if not reads:
        raise NotFound(f"the project brings no {kinds} along", hint="gt rig add … --from auto")
    return planned._replace(reads=reads)


def set_aside(clone: Path) -> None:
    """Rename a metadata.json that names a database which is not here; git ignores the new name."""
    described = clone / ".beads" / metadata.NAME
    if described.exists():
        migrate_dolt.ignore(described.parent)
        described.rename(described.with_name(f"{metadata.NAME}.migrated-from-elsewhere"))


def bring_in(
    clone: Path, planned: Plan, request: Request, author: Author, say: Callable[[str], None]
) -> tuple[initialize.Initialized, BroughtIn]:
    """Make the workspace of a clone, and import its files. It is one commit. A record of it is
    there until the rows are, so that a killed one is resumed.

    Raises:
        BeadworkError: the server failed, or not all rows are there afterwards.
    """
    beads = str(clone / ".beads")
    request = request._replace(over_older_data=True)
    migrate_dolt.record(planned)
    made = initialize.initialize(str(clone), author, request, say, beads=beads)
    with api.of_workspace(made.workspace, str(clone), actor=author.name, branch="main") as opened:
        profile = opened.profile
        opened.change(lambda tx: migrate_dolt.import_legacy(tx, planned, profile))
        opened.ask(lambda reader: migrate_dolt.compare(reader, planned, profile))
    (clone / ".beads" / MARK).unlink()
    ids = {issue_id for found in planned.reads for issue_id in found.source.rows}
    return made, BroughtIn([found.path.name for found in planned.reads], len(ids))
