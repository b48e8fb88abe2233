"""Find databases of older layouts: their directories, their rigs, their names in the town.

The search reads `.beads/dolt/` and `.beads/embeddeddolt/` of the town and of each rig, the
databases of the user's own server that a workspace of the town names, and directories on request.
No database is opened or changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from beadwork.dolt.server.files import home
from beadwork.dolt.server.files.home import HQ
from beadwork.errors import BadFile, NotFound
from beadwork.files import json_file
from beadwork.town import databases
from beadwork.town.layout import Town
from beadwork.town.rigs import registry

CONTAINERS = ("dolt", "embeddeddolt")
"""Directories of a `.beads` in which older trackers keep databases."""
_LEGAL = re.compile(r"[^a-zA-Z0-9_-]+")


class LegacyDatabase(NamedTuple):
    """One database that is to be migrated, or why it cannot be."""

    source: str
    container: str
    """The data directory of the old server. It is the source itself where that is a database."""
    target: str
    rig: str = ""
    """`hq`, the rig of the database, or empty where no workspace of the town names the database."""
    beads: str = ""
    """The `.beads` whose metadata.json is to be switched; empty where there is none."""
    size: int = 0
    why: str = ""
    """Why the database is not migrated; empty where it is."""


class Place(NamedTuple):
    """One workspace of the town."""

    rig: str
    beads: Path
    metadata: dict[str, Any]

    @property
    def names(self) -> str:
        """The database that the workspace's metadata.json names, or an empty text."""
        return str(self.metadata.get("dolt_database", ""))


def find(town: Town, others: Sequence[Path] = ()) -> list[LegacyDatabase]:
    """Return the databases to migrate, `hq` first. `others` are directories that hold databases.

    Raises:
        NotFound: a directory of `others` has no database.
        BadTown: the registry cannot be used.
    """
    places = _places(town)
    on_disk = databases.on_disk(town)
    found = [database for place in places for database in _of_place(place, on_disk)]
    named = {place.names: place for place in places if place.names and place.names not in on_disk}
    personal = Path(home.of_user().data)
    for database in _in(personal):
        if database.name in named:
            found.append(_owned(database, personal, named[database.name]))
    for other in others:
        inside = _in(other)
        if not inside:
            raise NotFound(f"{other} holds no Dolt database", hint=f"ls -A {other}")
        found += [_stray(database, other, named) for database in inside]
    once = {database.source: database for database in reversed(found)}
    return _checked(
        sorted(
            once.values(),
            key=lambda database: (database.rig != HQ, not database.rig, database.target),
        ),
        on_disk,
    )


def _places(town: Town) -> list[Place]:
    wanted = [(HQ, town.beads)]
    for rig in registry.all_of(town):
        wanted += [
            (rig.name, town.clone(rig.name) / ".beads"),
            (rig.name, town.rig(rig.name) / ".beads"),
        ]
    return [Place(rig, beads, raw(beads)) for rig, beads in wanted if beads.is_dir()]


def raw(beads: Path) -> dict[str, Any]:
    """Return the content of a metadata.json of any program, empty where it cannot be read."""
    try:
        content = json_file.read(str(beads / "metadata.json"))
    except (OSError, BadFile):
        return {}
    return content if isinstance(content, dict) else {}


def _of_place(place: Place, on_disk: set[str]) -> Iterable[LegacyDatabase]:
    for name in CONTAINERS:
        container = place.beads / name
        inside = _in(container)
        own = _own(place, container, inside)
        for database in inside:
            if database != own:
                yield LegacyDatabase(
                    str(database), str(container), _name(database), size=_size(database)
                )
            elif place.names in on_disk and place.metadata.get("dolt_mode", "server") == "server":
                why = (
                    f"{place.beads / 'metadata.json'} names {place.names}, which the town "
                    "has already"
                )
                yield _owned(database, container, place)._replace(why=why)
            else:
                yield _owned(database, container, place)


def _own(place: Place, container: Path, inside: list[Path]) -> Path | None:
    """Return the database of the workspace itself: the one it names, its rig's, or the only one."""
    for wanted in (place.names, place.rig, "beads"):
        for database in inside:
            if wanted and database.name == wanted and database != container:
                return database
    return inside[0] if len(inside) == 1 else None


def _stray(database: Path, container: Path, named: dict[str, Place]) -> LegacyDatabase:
    if database.name in named:
        return _owned(database, container, named[database.name])
    return LegacyDatabase(str(database), str(container), _name(database), size=_size(database))


def _owned(database: Path, container: Path, place: Place) -> LegacyDatabase:
    return LegacyDatabase(
        str(database), str(container), place.rig, place.rig, str(place.beads), _size(database)
    )


def _in(container: Path) -> list[Path]:
    """Return the databases in a directory. The directory itself is among them where it is one."""
    if not container.is_dir():
        return []
    inside = sorted(path for path in container.iterdir() if not path.name.startswith("."))
    return [path for path in [container, *inside] if (path / ".dolt" / "noms").is_dir()]


def _name(database: Path) -> str:
    return _LEGAL.sub("_", database.name).lower()[:60] or "database"


def _size(database: Path) -> int:
    return sum(path.stat().st_size for path in (database / ".dolt").rglob("*") if path.is_file())


def _checked(databases: list[LegacyDatabase], on_disk: set[str]) -> list[LegacyDatabase]:
    """Give each database its own name. A name that is taken gets a number."""
    taken = set(on_disk)
    named = []
    for database in databases:
        target, number = database.target, 2
        while target in taken and not database.why:
            target, number = f"{database.target}_{number}", number + 1
        taken.add(target)
        named.append(database._replace(target=target))
    return named
