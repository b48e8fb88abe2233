"""Check what was fetched from a remote, before anything is merged or opened.

A remote is not trusted. What comes in has our tables in a schema version that this program knows,
has nothing that runs, is of this project, and has values that a command could have written. The
check reads the commit itself (AS OF), so that nothing of it can run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from beadwork import errors
from beadwork.dolt.databases import fingerprint
from beadwork.dolt.versions import merging
from beadwork.model.counted import counted
from beadwork.model.printable import clean
from beadwork.store import schema_check
from beadwork.store.history import fetched_rows
from beadwork.store.identity_check import SCHEMA_VERSION

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Session

SHOWN = 5


def inspect(session: Session, commit: str, came_from: str) -> None:
    """Check a commit that was fetched and has history in common with `main`. `came_from` names it,
    such as `origin/main`.

    Raises:
        ForeignSchema: it has tables or code that no tracker has.
        SchemaNewer, SchemaOlder: it has another schema version; the hint says where to migrate.
        WrongServer: it is another project's.
        Invalid: a row has a value that no command writes.
        ServerError: it cannot be read, or has another history (`UNRELATED`).
    """
    divergence = merging.compare_commit(session, commit, came_from)
    if divergence.heads.is_merged:
        return
    theirs = fetched_rows.facts(session, commit)
    ours = fetched_rows.facts(session, divergence.heads.ours)
    version = _version(theirs)
    _refuse_code(session, commit, came_from, version)
    _refuse_version(version, _version(ours), came_from)
    _refuse_project(theirs, ours, came_from)
    refuse_rows(
        fetched_rows.bad_rows(session, divergence.heads.base, commit, divergence.theirs.changed),
        came_from,
    )


def _refuse_code(session: Session, commit: str, came_from: str, version: int) -> None:
    """Refuse what no tracker has. Of a newer schema only what runs is known to be foreign."""
    found = schema_check.look(
        fingerprint.server_query(session), min(version, SCHEMA_VERSION), commit
    )
    if version > SCHEMA_VERSION:
        found = [foreign for foreign in found if foreign.kind in schema_check.CODE_KINDS]
    schema_check.refuse(found, came_from, f"bd dolt sql \"SHOW TABLES AS OF '{commit}'\"")


def _version(facts: dict[str, str]) -> int:
    """Return the schema version that metadata tell, 0 where they tell none."""
    text = facts.get("schema_version", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _refuse_version(theirs: int, ours: int, came_from: str) -> None:
    if theirs == 0:
        raise errors.ForeignSchema(
            f"{came_from} is not a tracker of beadwork", hint="bd dolt remote list"
        )
    if theirs > SCHEMA_VERSION:
        raise errors.SchemaNewer(
            f"{came_from} has schema version {theirs}; this program knows up to {SCHEMA_VERSION}; "
            "nothing was merged",
            hint="install a newer beadwork here, then bd migrate and bd dolt pull",
        )
    if theirs > ours:
        raise errors.SchemaOlder(
            f"{came_from} has schema version {theirs}, and this tracker has {ours}; nothing was "
            "merged",
            hint="bd migrate   here, then bd dolt pull",
        )
    if theirs < ours:
        raise errors.SchemaOlder(
            f"{came_from} has schema version {theirs}, and this tracker has {ours}; nothing was "
            "merged",
            hint="bd migrate && bd dolt push   on the side that pushed it",
        )


def _refuse_project(theirs: dict[str, str], ours: dict[str, str], came_from: str) -> None:
    their_project, our_project = theirs.get("project_id", ""), ours.get("project_id", "")
    if their_project != our_project:
        raise errors.WrongServer(
            f"{came_from} is of project {clean(their_project) or '(none)'}, this tracker is "
            f"{our_project}; nothing was merged",
            hint="bd dolt remote list",
        )


def refuse_rows(rows: list[fetched_rows.BadRow], came_from: str) -> None:
    """Refuse rows that no command writes.

    Raises:
        Invalid: there are such rows; the message names the first five.
    """
    if not rows:
        return
    named = ", ".join(f"{row.table} {clean(row.key)} {row.fault}" for row in rows[:SHOWN])
    raise errors.Invalid(
        f"{came_from} has {counted(len(rows), 'row')} that no command writes: {named}; "
        "nothing of it was taken",
        hint="bd doctor   where it was pushed from",
    )
