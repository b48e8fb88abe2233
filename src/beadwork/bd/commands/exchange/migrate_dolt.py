"""Migrate a tracker of an older format: SQLite, a Dolt directory, issues.jsonl, or a backup.

    bd migrate dolt --dry-run
    bd migrate dolt
    bd migrate dolt -p api
    bd migrate dolt --from old/beads.db
    bd migrate dolt --from .beads/backup

Issues, dependencies, labels, comments, settings and memories are migrated with their own times.
Columns that bd does not know are kept with their issue. If there are several files, all are read,
and the newest version of each issue is kept. `.beads/backup/`, the backup of the Go program with a
JSONL file for each table, is read where there is nothing else. Other JSONL files are named. Rows
are counted before and after. The old files are then renamed with a date; nothing is deleted. A row
that cannot be migrated fails the migration before anything is created. An interrupted migration
continues where it stopped. A finished one says so.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from beadwork import errors
from beadwork.actions.exchange import migrate_dolt as action
from beadwork.actions.exchange import migrate_dolt_plan as plan
from beadwork.actions.exchange.import_issues import ImportReport
from beadwork.actions.exchange.migrate_dolt_plan import Plan
from beadwork.actions.workspace import init_plan, initialize, older_settings
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console
from beadwork.model.counted import counted

NOUNS = {
    "issues": ("issue", "issues"),
    "dependencies": ("dependency", "dependencies"),
    "labels": ("label", "labels"),
    "comments": ("comment", "comments"),
}
KINDS = tuple(NOUNS)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--dry-run", action="store_true", help="show what would be migrated, change nothing"
    )
    parser.add_argument(
        "--from", dest="file", default="", metavar="FILE", help="only this file or directory"
    )
    parser.add_argument(
        "-p",
        "--prefix",
        default="",
        metavar="WORD",
        help="prefix of new ids (else that of the old tracker)",
    )


def run(console: Console, options: argparse.Namespace) -> None:
    if console.readonly and not options.dry_run:
        raise errors.ReadOnly("migrate dolt writes, and --readonly is given")
    directory = initialize.found_at(console.directory)
    beads = Path(initialize.beads_of(directory)).absolute()
    chosen = os.path.abspath(os.path.join(console.directory, options.file)) if options.file else ""
    planned = plan.plan(beads, chosen, console.note)
    if not planned.reads:
        with open_tracker(console) as tracker:  # or say what is missing, and the way back
            tracker.profile  # noqa: B018
        value = {"migrated": False, "database": planned.described}
        console.result(
            value, lambda: f"This workspace is in Dolt already: database {planned.described}"
        )
        return
    older = plan.prefix_of(planned)
    if options.dry_run:
        prefix = init_plan.new_prefix(
            directory, init_plan.Request(prefix=options.prefix, older_prefix=older)
        )
        value = {
            "dry_run": True,
            "prefix": prefix,
            "files": [_file(planned, position) for position in _positions(planned)],
            **_unread(planned),
        }
        console.result(value, lambda: _planned(planned, prefix))
        return
    _migrate(console, directory, planned, options.prefix)


def _migrate(console: Console, directory: str, planned: Plan, prefix: str) -> None:
    from beadwork.workspace import identity
    from beadwork.workspace.identity import checked

    author = checked(identity.author(directory, chosen=console.actor))
    made = action.prepare(planned, directory, author, prefix, console.note)
    try:
        with open_tracker(console) as tracker:
            profile = tracker.profile
            reports = tracker.change(lambda tx: action.import_legacy(tx, planned, profile))
            after = tracker.ask(lambda reader: action.compare(reader, planned, profile))
    except BaseException:
        action.give_up(planned, made)
        raise
    kept = action.rename_legacy_files(planned)
    if not prefix:
        older_settings.say_changed(plan.prefix_of(planned), made.prefix, console.note)
    value = {
        "migrated": True,
        "database": made.workspace.database,
        "prefix": made.prefix,
        "project_id": made.workspace.project_id,
        "files": [
            {
                **_file(planned, position),
                "after": after[position],
                "warnings": reports[position].warnings,
            }
            for position in _positions(planned)
        ],
        "kept": kept,
        **_unread(planned),
    }
    console.result(value, lambda: _done(planned, made, reports, after, kept))


def _positions(planned: Plan) -> range:
    return range(len(planned.reads))


def _file(planned: Plan, position: int) -> dict[str, Any]:
    read = planned.reads[position]
    row: dict[str, Any] = {"path": str(read.path), "kind": read.kind, "before": read.counts}
    row |= {"settings": len(read.settings), "memories": len(read.source.memories)}
    row["left"] = [{"what": what, "count": count} for what, count in read.left.items()]
    return {key: value for key, value in row.items() if value}


def _unread(planned: Plan) -> dict[str, Any]:
    return {"unread": planned.unread} if planned.unread else {}


def _planned(planned: Plan, prefix: str) -> Iterator[str]:
    for read in planned.reads:
        yield f"{os.path.relpath(read.path)} ({read.kind})"
        for kind in KINDS:
            number, noun = counted(read.counts[kind], *NOUNS[kind]).split()
            yield f"  {number:>7} {noun}"
        yield from _left(read.left)
    yield from planned.unread
    yield (
        f"Ids begin with {prefix or 'the name of the directory'}. Nothing was changed. Next: bd "
        f"migrate dolt"
    )


def _left(left: dict[str, int]) -> Iterator[str]:
    for what, count in left.items():
        yield f"  not taken, kept in the old file only: {what} ({count:,})"


def _done(
    planned: Plan,
    made: initialize.Initialized,
    reports: list[ImportReport],
    after: list[dict[str, int]],
    kept: list[str],
) -> Iterator[str]:
    yield f"Migrated into the database {made.workspace.database}: ids are {made.prefix}-…"
    for read, report, now in zip(planned.reads, reports, after, strict=True):
        yield (
            f"{read.path.name} ({read.kind}): {report.created:,} created, {report.updated:,} "
            f"updated"
        )
        yield "                 before    now"
        for kind in KINDS:
            yield f"  {kind.ljust(13)}{read.counts[kind]:>8,}{now[kind]:>8,}"
        yield from _left(read.left)
        for warning in report.warnings:
            yield f"  kept, but unusual: {warning}"
    yield from planned.unread
    yield "The old files are kept:"
    yield from (f"  {os.path.relpath(path)}" for path in kept)
    yield "Next: bd ready"
