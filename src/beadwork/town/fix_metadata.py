"""Correct the database and the project in the metadata.json of the town and of each rig.

The database decides which values are right. A database that is missing is never named. Neither is
one whose ids have another prefix than the rig's, as it belongs to another project: a file that
names such a one gets the database with the rig's prefix that has the project of the file, whatever
its name is, or else that of the rig's name, or else the only one with the prefix.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from beadwork.dolt.connection.server_errors import ServerError
from beadwork.dolt.server.files.home import HQ
from beadwork.dolt.server.lifecycle import start
from beadwork.errors import NoServer
from beadwork.town import databases, servers
from beadwork.town.layout import Town
from beadwork.town.migration import discovery, files
from beadwork.town.rigs import database_files, registry
from beadwork.workspace import locate
from beadwork.workspace.settings import metadata

Change = tuple[str, str, str]
"""A key, its present value, and its right value. A missing value is empty."""


class Difference(NamedTuple):
    """One workspace: the changes that its file needs, or why they cannot be known."""

    rig: str
    path: str
    changes: tuple[Change, ...] = ()
    kept: str = ""
    """The path of the copy of the old file."""
    why: str = ""


def find(town: Town) -> list[Difference]:
    """Return the needed changes, for `hq` and every rig. Nothing is written.

    Raises:
        NoServer: the town's server does not run, and only its databases have the right values.
        BadTown: the registry cannot be used.
    """
    if not any(start.running(home) for home in servers.all_of(town)):
        raise NoServer(
            f"the server of {town.root} does not run, and only it knows the projects",
            hint="gt dolt start",
        )
    on_disk = databases.on_disk(town)
    found = [_look(town, HQ, HQ, town.beads, on_disk)]
    return found + [_look(town, rig.name, rig.prefix, town.clone(rig.name) / ".beads", on_disk)
                    for rig in registry.all_of(town)]  # fmt: skip


def fix(town: Town, say: Callable[[str], None]) -> list[Difference]:
    """Make the changes that `find` returns, with a dated copy of each old file beside it.

    Raises:
        NoServer, BadTown: as `find`.
        OSError: a file cannot be written.
    """
    return [
        _fixed(difference, say) if difference.changes else difference for difference in find(town)
    ]


def _look(town: Town, rig: str, prefix: str, beads: Path, on_disk: set[str]) -> Difference:
    path = str(beads / metadata.NAME)
    present = discovery.raw(beads)
    if not beads.parent.is_dir():
        return Difference(rig, path, why=f"there is no {beads.parent}")
    if any(key in present for key in files.OF_ANOTHER_SERVER[:3]):
        return Difference(rig, path, why="it names a server of its own, which is left so")
    said = str(present.get("dolt_database", ""))
    name = next((database for database in (said, rig) if database in on_disk), "")
    project, begins = _identity(town, name) if name else ("", "")
    if begins.rstrip("-") != prefix:
        name = _own(town, rig, prefix, str(present.get("project_id", "")), on_disk) or name
        project, begins = _identity(town, name) if name else ("", "")
    if not name:
        return Difference(
            rig,
            path,
            why=f"the town has no database {' or '.join(dict.fromkeys(filter(None, (said, rig))))}",
        )
    if not project:
        return Difference(rig, path, why=f"the database {name} is not served, or holds no tracker")
    if begins.rstrip("-") != prefix:
        return Difference(
            rig,
            path,
            why=f"ids in the database {name} begin with {begins}, those of {rig} with {prefix}",
        )
    wanted: dict[str, Any] = files.named(name, project)
    return Difference(
        rig,
        path,
        tuple(
            (key, str(present.get(key, "")), value)
            for key, value in wanted.items()
            if present.get(key) != value
        ),
    )


def _own(town: Town, rig: str, prefix: str, project: str, on_disk: set[str]) -> str:
    """Return the database with the rig's prefix: that of a project, else that of the rig's name,
    else the only one; empty where there is none.
    """
    known = {name: _identity(town, name) for name in sorted(on_disk)}
    fitting = [name for name in known if known[name][0] and known[name][1].rstrip("-") == prefix]
    of_project = [name for name in fitting if known[name][0] == project]
    of_name = [name for name in fitting if name == rig]
    return next(iter([*of_project, *of_name, *fitting[: len(fitting) == 1]]), "")


def _identity(town: Town, name: str) -> tuple[str, str]:
    known = start.running(town.server_of(name))
    try:
        return database_files.identity(town, known, name) if known else ("", "")
    except ServerError:
        return "", ""


def _fixed(difference: Difference, say: Callable[[str], None]) -> Difference:
    beads = Path(difference.path).parent
    locate.refuse_links(str(beads))
    beads.mkdir(exist_ok=True)
    kept = files.keep_metadata(beads, database_files.moment())
    content = {**discovery.raw(beads), **{key: value for key, _, value in difference.changes}}
    metadata.write(str(beads), content)
    say(f"Wrote {difference.path}")
    return difference._replace(kept=str(kept or ""))
