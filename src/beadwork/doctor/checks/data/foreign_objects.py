"""No database has more than a tracker has: no trigger, view, event, procedure, or other table.

Such code runs with the rights of the account that uses the tables. A tracker with a trigger, view,
event or procedure is not opened; the repair drops it, in a commit of its own. A table that is not
ours, or a table of ours with another definition (a check constraint, a generated column), is only
named: a person has to decide.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from beadwork.doctor.finding import Finding, Repair, verdict
from beadwork.doctor.subject import Subject, unreachable_reason
from beadwork.dolt.connection.server_errors import ServerError, explain
from beadwork.dolt.connection.session import Session
from beadwork.dolt.databases import fingerprint
from beadwork.dolt.versions import branches
from beadwork.dolt.writing.author import Author
from beadwork.dolt.writing.write import Writer
from beadwork.model.ledger.entry import BRANCH as LEDGER
from beadwork.store import identity_check, schema_check
from beadwork.store.ledger import tables
from beadwork.store.schema_check import Foreign
from beadwork.workspace.locate import Workspace

WORKSPACE = True
FIX = "drops the triggers, views, events and procedures, in one commit for each branch"
DOCTOR = Author("doctor", "")


def look(subject: Subject) -> Finding:
    subject.server_session()
    errors: list[str] = []
    warnings: list[str] = []
    repairs: list[Repair] = []
    for tracker, workspace in subject.served:
        try:
            found = dict(_on_branches(subject, workspace))
        except ServerError as error:
            warnings.append(subject.evidence_line(tracker, unreachable_reason(error)))
            continue
        for branch, objects in found.items():
            where = "" if branch == "main" else f"on branch {branch}: "
            code = [foreign for foreign in objects if foreign.kind in schema_check.CODE_KINDS]
            for foreign in objects:
                lines = errors if foreign in code else warnings
                lines.append(subject.evidence_line(tracker, f"{where}{foreign}"))
            if code:
                text = f"drop {', '.join(map(str, code))} in {workspace.database}/{branch}"
                repairs.append(Repair(text, partial(_drop, subject, workspace, branch, code)))
    hint = f"{'gt' if subject.is_town else 'bd'} doctor --fix" if repairs else ""
    return verdict(
        "nothing but tables of a tracker",
        errors=errors,
        warnings=warnings,
        summary=lambda number: f"{number} things that no tracker has",
        hint=hint,
        repairs=repairs,
    )


def _on_branches(subject: Subject, workspace: Workspace) -> Iterator[tuple[str, list[Foreign]]]:
    with Session(subject.address, workspace.database) as session:
        names = branches.names(session)
    for branch in names:
        with Session(subject.address, workspace.database, branch=branch) as session:
            found = _foreign(session, branch)
            if found:
                yield branch, found


def _foreign(session: Session, branch: str) -> list[Foreign]:
    ask = fingerprint.server_query(session)
    if branch == LEDGER:
        return tables.look(ask)
    facts: dict[str, str] = dict(session.rows(identity_check.METADATA))
    return schema_check.look(ask, int(facts.get("schema_version", "0")))


def _drop(subject: Subject, workspace: Workspace, branch: str, objects: list[Foreign]) -> None:
    with Session(subject.address, workspace.database, branch=branch) as session:
        schema_check.drop(Writer(session, DOCTOR, revive=_fail), objects, "doctor")


def _fail(error: ServerError) -> None:
    raise explain(error) from error
