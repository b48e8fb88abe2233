"""The directories of a town, the files in `mayor/` and the lines of `.gitignore` are there.

A missing registry is made again from the routes and the clones that they lead to: `gt install`
would make an empty one.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from beadwork.doctor.finding import Finding, Repair, verdict
from beadwork.doctor.subject import Subject
from beadwork.model.times.timestamps import format_timestamp
from beadwork.model.urls import bare
from beadwork.town import configuration, ignore_file, json_files
from beadwork.town.layout import Town
from beadwork.town.rigs import registry, registry_lock, routes
from beadwork.workspace import git_remote

WORKSPACE = False
FIX = (
    "makes `daemon.json` with the defaults, `rigs.json` of the rigs that the routes lead to, and "
    "the lines of `.gitignore`"
)


def look(subject: Subject) -> Finding:
    town = subject.required_town
    files = [town.town_file, town.rigs_file, town.daemon_file]
    directories = [town.mayor, town.beads, Path(town.server.data), Path(town.server.control)]
    missing = [f"there is no {path}" for path in files if not path.is_file()]
    missing += [f"there is no {path}" for path in directories if not path.is_dir()]
    lines = ignore_file.missing(town)
    open_to_git = f"{town.root / ignore_file.NAME} lacks {', '.join(lines)}"
    return verdict(
        "all there",
        errors=missing,
        warnings=[open_to_git] if lines else [],
        hint="gt install",
        repairs=_repairs(town),
    )


def _repairs(town: Town) -> list[Repair]:
    found = []
    if not town.rigs_file.exists():
        rigs = _rigs(town)
        names = ", ".join(rigs) or "none"
        content = {"version": registry.VERSION, "rigs": rigs}
        found.append(
            Repair(
                f"write {town.rigs_file} with the rigs that the routes lead to: {names}",
                _writes(town, town.rigs_file, content),
            )
        )
    if not town.daemon_file.exists():
        content = configuration.initial(0)
        found.append(
            Repair(
                f"write {town.daemon_file} with the defaults",
                _writes(town, town.daemon_file, content),
            )
        )
    if ignore_file.missing(town):
        path = town.root / ignore_file.NAME
        found.append(Repair(f"complete {path}", lambda: ignore_file.complete(town), (str(path),)))
    return found


def _writes(town: Town, path: Path, content: dict[str, Any]) -> Any:
    return lambda: _write(town, path, content)


def _write(town: Town, path: Path, content: dict[str, Any]) -> None:
    with registry_lock.alone(town, "gt doctor --fix"):
        if not path.exists():
            json_files.write(path, content)


def _rigs(town: Town) -> dict[str, Any]:
    """Return the registry's entries, by name, for the rigs to whose clones a route leads."""
    found = {}
    for route in routes.read(town):
        clone = Path(os.path.normpath(town.root / route.path))
        name = Path(route.path).parts[0] if Path(route.path).parts else ""
        if clone == town.clone(name) and clone.is_dir():
            now = datetime.now(UTC).replace(microsecond=0, tzinfo=None)
            found[name] = {
                "git_url": bare(git_remote.origin(str(clone))),
                "added_at": format_timestamp(now),
                "beads": {"prefix": route.prefix.rstrip("-")},
            }
    return found
