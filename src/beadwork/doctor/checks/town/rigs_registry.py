"""`mayor/rigs.json` can be read, and each rig has a name, a prefix of its own and a git URL."""

from __future__ import annotations

from collections.abc import Iterator

from beadwork.doctor.finding import Finding, count, from_error, verdict
from beadwork.doctor.subject import Subject
from beadwork.dolt.server.files.home import HQ
from beadwork.errors import BadTown, Invalid
from beadwork.model.issues import ids
from beadwork.town import json_files
from beadwork.town.layout import Town
from beadwork.town.rigs import registry
from beadwork.town.rigs.registry import Rig

WORKSPACE = False


def look(subject: Subject) -> Finding:
    town = subject.required_town
    try:
        rigs, damaged = registry.read(town)
        version = json_files.read(town.rigs_file).get("version", registry.VERSION)
    except BadTown as error:
        return from_error(error)
    errors = [*damaged.values(), *_names(rigs), *_prefixes(rigs)]
    if not isinstance(version, int) or version > registry.VERSION:
        errors.append(
            f"{town.rigs_file}: version {version!r} is not known; this program knows "
            f"{registry.VERSION}"
        )
    return verdict(
        count(len(rigs), "rig"),
        errors=errors,
        warnings=[f"{rig.name}: there is no git_url" for rig in rigs if not rig.git_url],
        hint=_hint(town),
    )


def _hint(town: Town) -> str:
    return f"correct {town.rigs_file}"


def _names(rigs: list[Rig]) -> Iterator[str]:
    for rig in rigs:
        try:
            registry.check_name(rig.name)
            ids.check_prefix(rig.prefix)
        except Invalid as error:
            yield f"{rig.name}: {error.message}"


def _prefixes(rigs: list[Rig]) -> Iterator[str]:
    owners = {HQ: "the town itself"}
    for rig in rigs:
        if rig.prefix in owners:
            yield (
                f"{rig.name}: its ids begin with {rig.prefix}-, and so do those of "
                f"{owners[rig.prefix]}"
            )
        owners.setdefault(rig.prefix, rig.name)
