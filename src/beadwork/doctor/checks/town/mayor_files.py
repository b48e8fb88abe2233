"""The directories of a town, the files in `mayor/` and the lines of `.gitignore` are there.

A missing file is made again from what is left of the town (town/lost_files.py), as `gt install`
does.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from beadwork.doctor.finding import Finding, Repair, verdict
from beadwork.doctor.subject import Subject
from beadwork.town import configuration, ignore_file, json_files, lost_files
from beadwork.town.layout import Town
from beadwork.town.rigs import registry, registry_lock

WORKSPACE = False
FIX = (
    "makes `daemon.json` as it was last used, `rigs.json` of what is left of the rigs, and "
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
        rigs = lost_files.rigs(town)
        names = ", ".join(rigs) or "none"
        content = {"version": registry.VERSION, "rigs": rigs}
        found.append(
            Repair(
                f"write {town.rigs_file} with the rigs of the town: {names}",
                _writes(town, town.rigs_file, content),
            )
        )
    if not town.daemon_file.exists():
        content = lost_files.settings(town)
        is_copy = content != configuration.initial(0)
        found.append(
            Repair(
                f"write {town.daemon_file} "
                + ("as the daemon last used it" if is_copy else "with the defaults"),
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
