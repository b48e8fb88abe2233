"""Every database has the tables that this program writes, neither older nor newer ones."""

from __future__ import annotations

from beadwork.dolt import several
from beadwork.dolt.several import Questions
from beadwork.store import opening
from beadwork.store.opening import SCHEMA_VERSION
from beadwork.town.doctor.finding import Finding, skipped, verdict
from beadwork.town.doctor.place import Place

WORKSPACE = True


def look(place: Place) -> Finding:
    """Look."""
    names = {workspace.database for _, workspace in place.served}
    asked: dict[str, Questions] = dict.fromkeys(sorted(names), ((opening.METADATA, ()),))
    answers, failures = several.read(place.server(), asked)
    errors, warnings = [], []
    for name, (metadata,) in answers.items():
        present = int(opening.facts(metadata).get("schema_version", "0"))
        if present > SCHEMA_VERSION:
            errors.append(f"{name} has version {present}; this program knows up to {SCHEMA_VERSION}")
        elif present < SCHEMA_VERSION:
            warnings.append(f"{name} has version {present}, and cannot be written before it has {SCHEMA_VERSION}")
    if failures and not errors and not warnings:
        return skipped("; ".join(f"{name}: {error.text}" for name, error in failures.items()))
    hint = "install a newer beadwork" if errors else "bd migrate, in each of them"
    return verdict(f"version {SCHEMA_VERSION}", errors=errors, warnings=warnings, hint=hint)
