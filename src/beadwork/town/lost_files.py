"""Files of `mayor/` that are lost, as what is left of the town says that they were.

The registry is made again from the routes, the directories and the databases; the settings from the
daemon's last usable copy. An empty registry would let the rigs be taken for something to remove.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from beadwork.dolt.connection.server_errors import ServerError
from beadwork.dolt.server.files.home import HQ
from beadwork.dolt.server.lifecycle import start
from beadwork.errors import BadFile, Invalid
from beadwork.files import json_file
from beadwork.model.times.timestamps import format_timestamp
from beadwork.model.urls import bare
from beadwork.town import configuration
from beadwork.town.daemon import paths
from beadwork.town.layout import Town
from beadwork.town.rigs import database_files, registry, routes
from beadwork.workspace import git_remote


def settings(town: Town, port: int = 0) -> dict[str, Any]:
    """Return the content for a lost `daemon.json`: the last usable copy, or else the defaults."""
    try:
        content = json_file.read(paths.last_good(town))
    except (BadFile, FileNotFoundError):
        content = None
    return content if isinstance(content, dict) and content else configuration.initial(port)


def rigs(town: Town) -> dict[str, Any]:
    """Return the entries for a lost registry, by name: each rig that has a prefix by its route or
    its database, and a clone or a database.

    Raises:
        BadTown: the routes cannot be read.
    """
    return dict(sorted(_entries(town)))


def _entries(town: Town) -> Iterator[tuple[str, Any]]:
    now = datetime.now(UTC).replace(microsecond=0, tzinfo=None)
    routed = {
        os.path.normpath(town.root / route.path): route.prefix.rstrip("-")
        for route in routes.read(town)
    }
    for name in _names(town, routed):
        clone = town.clone(name)
        prefix = routed.get(str(clone)) or _prefix_by_database(town, name)
        if prefix and (clone.is_dir() or (town.data / name).is_dir()):
            url = bare(git_remote.origin(str(clone))) if clone.is_dir() else ""
            yield (
                name,
                {
                    "git_url": url,
                    "added_at": format_timestamp(now),
                    "beads": {"prefix": prefix},
                },
            )


def _names(town: Town, routed: dict[str, str]) -> set[str]:
    """Return the names that may be of rigs: those with a clone, and those with a route."""
    names = {path.name for path in town.root.iterdir() if town.clone(path.name).is_dir()}
    names |= {os.path.relpath(place, town.root).split(os.sep, 1)[0] for place in routed}
    return {name for name in names if name != HQ and _is_name(name)}


def _is_name(name: str) -> bool:
    try:
        registry.check_name(name)
    except Invalid:
        return False
    return True


def _prefix_by_database(town: Town, name: str) -> str:
    """Return the prefix in a rig's database; empty where no server serves that."""
    known = start.running(town.server_of(name))
    try:
        return database_files.identity(town, known, name)[1].rstrip("-") if known else ""
    except ServerError:
        return ""
