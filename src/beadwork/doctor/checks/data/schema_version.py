"""Every database has the tables that this program writes, neither older nor newer ones."""

from __future__ import annotations

from beadwork.doctor.finding import Finding, skipped, verdict
from beadwork.doctor.subject import Subject
from beadwork.dolt.connection import many_databases
from beadwork.dolt.connection.many_databases import Questions
from beadwork.store import identity_check
from beadwork.store.identity_check import SCHEMA_VERSION

WORKSPACE = True


def look(subject: Subject) -> Finding:
    names = {workspace.database for _, workspace in subject.served}
    asked: dict[str, Questions] = dict.fromkeys(sorted(names), ((identity_check.METADATA, ()),))
    answers, failures = many_databases.read(subject.server_session(), asked)
    errors, warnings = [], []
    for name, (metadata,) in answers.items():
        try:
            present = identity_check.schema_version(identity_check.metadata_values(metadata))
        except ValueError as error:
            errors.append(f"{name} says no schema version: {error}")
            continue
        if present > SCHEMA_VERSION:
            errors.append(
                f"{name} has version {present}; this program knows up to {SCHEMA_VERSION}"
            )
        elif present < SCHEMA_VERSION:
            warnings.append(
                f"{name} has version {present}, and cannot be written before it has "
                f"{SCHEMA_VERSION}"
            )
    if failures and not errors and not warnings:
        return skipped("; ".join(f"{name}: {error.text}" for name, error in failures.items()))
    hint = "install a newer beadwork" if errors else "bd migrate, in each of them"
    return verdict(f"version {SCHEMA_VERSION}", errors=errors, warnings=warnings, hint=hint)
