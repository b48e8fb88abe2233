"""Migrate an older workspace to Dolt: its SQLite file, another program's Dolt directory, its JSONL.
Nothing is dropped.

The running migration is recorded in `.beads/migrate-dolt.json`, so a second run resumes it. Git
ignores the record, and a failure leaves none: the files are then as they were before. Each step may
be repeated: an `init` joins what an interrupted one made, and an import of the same rows
changes nothing. The old files are renamed last, after the rows have been found in Dolt.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from beadwork.actions.exchange import import_issues
from beadwork.actions.exchange.import_issues import ImportReport
from beadwork.actions.exchange.migrate_dolt_plan import MARK, Plan, prefix_of
from beadwork.actions.workspace import init_plan, initialize, older_settings
from beadwork.actions.workspace.init_plan import Request
from beadwork.dolt.writing.author import Author
from beadwork.dolt.writing.transaction import Reader, Transaction
from beadwork.errors import BeadworkError
from beadwork.files import bounded
from beadwork.files.atomic import replace
from beadwork.model.exchange import legacy_tables
from beadwork.model.issues import kinds
from beadwork.model.issues.kinds import Vocabulary
from beadwork.store import bulk, config
from beadwork.store import legacy_tables as stored
from beadwork.store.identity_check import TrackerProfile
from beadwork.workspace import town
from beadwork.workspace.settings import metadata

IGNORE = ".gitignore"

OF_THE_MACHINE = (
    "sync.",
    "daemon.",
    "import.",
    "export.",
    "compact_",
    "auto_compact_",
    "jsonl.",
    legacy_tables.PREFIX,
)
"""Prefixes of settings that are not migrated: only the older program uses them, or they are set
elsewhere.
"""


def prepare(
    planned: Plan, directory: str, author: Author, prefix: str, say: Callable[[str], None]
) -> initialize.Initialized:
    """Make the workspace's database, or join the one that an interrupted run made.

    Raises:
        Invalid, NoServer, LocalDataExists, RemoteHasData: as `initialize`. metadata.json is then as
            it was before.
    """
    ignored = _ignored(planned.beads)
    record(planned)
    old, kept = (
        planned.beads / metadata.NAME,
        planned.beads / f"{metadata.NAME}.migrated-{planned.date}",
    )
    if old.exists() and not planned.described:
        old.rename(kept)
    try:
        request = Request(
            prefix=prefix,
            older_prefix=prefix_of(planned),
            database=_in_town(directory),
            over_older_data=True,
        )
        return initialize.initialize(directory, author, request, say, beads=str(planned.beads))
    except BaseException:
        if kept.exists() and not old.exists():
            kept.rename(old)
        forget(planned)
        if not planned.is_begun:
            _put_back(planned.beads, ignored)
        raise


def record(planned: Plan) -> None:
    """Write the record of a migration that begins."""
    names = [os.path.relpath(read.path, planned.beads) for read in planned.reads]
    ignore(planned.beads)
    replace(str(planned.beads / MARK), json.dumps({"date": planned.date, "files": names}) + "\n")


def give_up(planned: Plan, made: initialize.Initialized) -> None:
    """Put the files back as they were before `prepare`, after the import failed.

    The record of an unfinished `init` keeps the name and the identity of the new database, so that
    the next run goes on with it. A run that was interrupted before keeps its own record.
    """
    if planned.is_begun:
        return
    if not planned.described:
        init_plan.write(str(planned.beads), init_plan.of(made.workspace.metadata, made.prefix))
        (planned.beads / metadata.NAME).unlink()
        kept = planned.beads / f"{metadata.NAME}.migrated-{planned.date}"
        if kept.exists():
            kept.rename(planned.beads / metadata.NAME)
    forget(planned)


def forget(planned: Plan) -> None:
    """Delete the record of a migration that failed, unless an interrupted run began it."""
    if not planned.is_begun:
        with suppress(OSError):
            (planned.beads / MARK).unlink()


def _ignored(beads: Path) -> str | None:
    path = beads / IGNORE
    return bounded.read_text(str(path), follow=False) if os.path.lexists(path) else None


def _put_back(beads: Path, ignored: str | None) -> None:
    with suppress(OSError):
        if ignored is None:
            (beads / IGNORE).unlink()
        else:
            replace(str(beads / IGNORE), ignored, mode=0o644)


def _in_town(directory: str) -> str:
    """Return the name of a workspace's database in its town: `hq`, or the rig's. Outside a town the
    name is empty, and the database is named after the prefix.
    """
    root = town.root_above(directory)
    if not root:
        return ""
    rig, *below = os.path.relpath(directory, root).split(os.sep)
    return "hq" if rig == "." else rig if below == ["mayor", "rig"] else ""


def import_legacy(tx: Transaction, planned: Plan, profile: TrackerProfile) -> list[ImportReport]:
    """Import the settings, the memories, and the rows of each file. What an earlier run imported
    stays as it is.
    """
    for read in planned.reads:
        take_settings(tx, read.settings)
    older_settings.take_over(tx, planned.yaml, lambda line: None)
    profile = profile._replace(vocabulary=vocabulary(tx))
    return [
        import_issues.import_rows(tx, read.source, profile, read.path.name)
        for read in planned.reads
    ]


def take_settings(tx: Transaction, settings: Mapping[str, str]) -> None:
    """Take the settings of an older tracker that are not set here, and are not of its machine."""
    for key, value in settings.items():
        if not key.startswith(OF_THE_MACHINE) and config.get(tx, key) is None:
            config.put(tx, key, value)


def vocabulary(reader: Reader) -> Vocabulary:
    """Return the words of a tracker as its settings are now."""
    return kinds.vocabulary(config.get(reader, "status.custom"), config.get(reader, "types.custom"))


def compare(reader: Reader, planned: Plan, profile: TrackerProfile) -> list[dict[str, int]]:
    """Return how many rows of each file are in Dolt now.

    Raises:
        BeadworkError: a row is missing; the old files stay where they are.
    """
    after = []
    for read in planned.reads:
        in_dolt = bulk.read(reader, read.source.rows)
        now = {
            "issues": len(in_dolt.issues),
            "dependencies": sum(map(len, in_dolt.edges.values()))
            + sum(bool(issue.parent) for issue in in_dolt.issues.values()),
            "labels": sum(len(issue.labels) for issue in in_dolt.issues.values()),
            "comments": sum(map(len, in_dolt.comments.values())),
        }
        report = import_issues.plan(reader, read.source, profile).report
        short = [
            f"{now[kind]} of {read.counts[kind]} {kind}"
            for kind in ("issues", "comments")
            if now[kind] < read.counts[kind]
        ]
        if report.created or report.updated or short:
            raise BeadworkError(
                f"not all of {read.path} is in Dolt: {', '.join(short) or 'rows differ'}; "
                "it stays as it is"
            )
        after.append(now)
    return after


def rename_legacy_files(planned: Plan) -> list[str]:
    """Rename the old files to their dated names, and return these names. The migration is complete
    then.
    """
    kept = []
    for read in planned.reads:
        for path in [read.path, *(Path(f"{read.path}{end}") for end in stored.COMPANION_ENDINGS)]:
            target = path.with_name(f"{path.name}.migrated-{planned.date}")
            number = 2
            while target.exists():
                target, number = (
                    path.with_name(f"{path.name}.migrated-{planned.date}-{number}"),
                    number + 1,
                )
            if path.exists():
                path.rename(target)
                kept.append(str(target))
    (planned.beads / MARK).unlink(missing_ok=True)
    old = planned.beads / f"{metadata.NAME}.migrated-{planned.date}"
    return [*kept, *([str(old)] if old.exists() else [])]


def ignore(beads: Path) -> None:
    """Let git ignore the renamed files of a `.beads/`, and the record."""
    path = beads / IGNORE
    content = _ignored(beads) or init_plan.IGNORED
    missing = [line for line in ("*.migrated-*", MARK) if line not in content.splitlines()]
    if missing:
        replace(str(path), "\n".join([*content.splitlines(), *missing]) + "\n", mode=0o644)
