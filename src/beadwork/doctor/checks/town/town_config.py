"""`mayor/town.json` can be read, has a version that this program knows, and names the town."""

from __future__ import annotations

from beadwork.doctor.finding import Finding, from_error, verdict
from beadwork.doctor.subject import Subject
from beadwork.errors import BadTown
from beadwork.town import json_files
from beadwork.town.install import VERSION

WORKSPACE = False


def look(subject: Subject) -> Finding:
    path = subject.required_town.town_file
    try:
        content = json_files.read(path)
    except BadTown as error:
        return from_error(error)
    errors, warnings = [], []
    if content.get("type") != "town":
        errors.append(f'{path}: type is {content.get("type")!r}, not "town"')
    version = content.get("version")
    if not isinstance(version, int):
        errors.append(f"{path}: version is {version!r}, not a number")
    elif version > VERSION:
        errors.append(f"{path}: version {version} is of a newer beadwork; this one knows {VERSION}")
    warnings += [f"{path}: there is no {key}" for key in ("name", "owner") if not content.get(key)]
    return verdict(
        f"the town {content.get('name')}", errors=errors, warnings=warnings, hint=f"correct {path}"
    )
