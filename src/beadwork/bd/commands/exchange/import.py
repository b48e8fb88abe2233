"""Import issues from an export of this or another bd, in one commit and with their own times.

    bd import issues.jsonl
    bd import issues.jsonl --dry-run
    bd import issues.jsonl --force
    bd import issues.jsonl --skip-bad --json
    ssh host bd export | bd import -

FILE holds one issue a line, as `bd export` writes it, or a JSON array, as `bd list --json` and `bd
show --json` print it. A row that is newer than the issue here (by updated_at) replaces its fields
and its dependencies. An older row is left out, unless --force is given. A row of the same time adds
what is empty here. Comments are only added. A backup of the Go program (`.beads/backup/`) is read
with all its files. Memories (`"_type": "memory"`) come in, too. Importing the same file again
changes nothing.

Nothing is dropped silently. Fields, statuses and types that bd does not know are kept, and `bd
export` writes them out again. Each kind of oddity is reported once. A line that cannot be imported
(no JSON, no id, no title, a value over its limit) fails the whole import. With --skip-bad the other
lines are imported, and the bad line is reported.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from beadwork import errors
from beadwork.actions.exchange import import_issues
from beadwork.bd import input
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console
from beadwork.model.counted import counted
from beadwork.model.exchange import import_file
from beadwork.model.hints import command
from beadwork.workspace import legacy_data

if TYPE_CHECKING:
    from beadwork.actions.exchange.import_issues import ImportReport, Progress
    from beadwork.model.exchange.import_file import Source

SHOWN = 5
WORTH_A_BAR = 1000
"""Rows from which on an import takes long enough to show how far it is."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar="FILE", help="JSON lines, or a backup's directory; - for standard input"
    )
    parser.add_argument("--dry-run", action="store_true", help="compare and report, write nothing")
    parser.add_argument("--force", action="store_true", help="import older rows as well")
    parser.add_argument(
        "--skip-bad", action="store_true", help="leave bad lines out and report them"
    )


def run(console: Console, options: argparse.Namespace) -> None:
    source, name, left = _source(console, options.file)
    if not options.skip_bad:
        skipping = command("bd", "import", options.file, "--skip-bad")
        hint = f"correct the file, or take the other lines: {skipping}"
        import_issues.refuse_bad(source, options.file, hint)
    with open_tracker(console) as tracker, _bar(console, len(source.rows)) as progress:
        profile = tracker.profile
        if options.dry_run:
            report = tracker.ask(
                lambda reader: import_issues.plan(reader, source, profile, force=options.force)
            ).report
        else:
            report = tracker.change(
                lambda tx: import_issues.import_rows(
                    tx, source, profile, name, force=options.force, progress=progress
                )
            )
    console.result(
        document(report._replace(warnings=[*report.warnings, *left]), dry_run=options.dry_run),
        lambda: _text(console, report, name, left, options.dry_run),
    )


def _source(console: Console, file: str) -> tuple[Source, str, list[str]]:
    """Return the content of a file, its name, and a sentence for each thing that it has and an
    import does not take. A backup is read whole: its issues.jsonl lacks labels and dependencies.
    """
    kept = legacy_data.backup_of(os.path.join(console.directory, file))
    if not kept:
        content, name = input.content(console, file)
        return import_file.read(content, datetime.now(UTC).replace(tzinfo=None)), name, []
    from pathlib import Path

    from beadwork.actions.exchange import migrate_dolt_plan

    held = migrate_dolt_plan.read(Path(kept), console.note)
    if held is None:
        raise errors.NotFound(f"{file} holds no issues", hint=command("ls", "-l", file))
    left = {**held.left, **({"settings": len(held.settings)} if held.settings else {})}
    return held.source, file, [f"{what}: {count:,}, left out" for what, count in left.items()]


def document(report: ImportReport, *, dry_run: bool = False) -> dict[str, Any]:
    """Return the report as JSON."""
    found: dict[str, Any] = {"dry_run": True} if dry_run else {}
    found |= report._asdict()
    found["bad_lines"] = [bad._asdict() for bad in report.bad_lines]
    del found["memories"]
    if any(report.memories):
        found["memories"] = report.memories._asdict()
    return found


def _text(
    console: Console, report: ImportReport, name: str, left: list[str], dry_run: bool
) -> Iterator[str]:
    """Yield the counts, then the rows that were left out, then the warnings."""
    rows = report.created + report.updated + report.unchanged + report.skipped
    did = "Would import" if dry_run else "Imported"
    yield f"{did} {name}: {counted(rows, 'row')}"
    for count, word in (
        (report.created, "created"),
        (report.updated, "updated"),
        (report.unchanged, "unchanged"),
        (report.skipped, "skipped"),
        (report.kept_with_warning, "kept with a warning"),
    ):
        if count or word == "created":
            yield f"  {count:>7,} {word}"
    yield from _memories(report)
    if report.skipped_older:
        more = (
            f" and {len(report.skipped_older) - SHOWN:,} more"
            if len(report.skipped_older) > SHOWN
            else ""
        )
        yield (
            f"Older than what is here (--force takes them): "
            f"{', '.join(report.skipped_older[:SHOWN])}{more}"
        )
    yield from left
    for bad in report.bad_lines:
        yield f"Left out, line {bad.line}: {bad.error}"
    if report.warnings:
        yield from ("", console.style("Kept, but unusual:", "bold"))
    for warning in report.warnings:
        yield from _wrapped(console, warning)


def _memories(report: ImportReport) -> Iterator[str]:
    memories = report.memories
    if any(memories):
        counted = [
            f"{count:,} {word}"
            for count, word in zip(memories, memories._fields, strict=True)
            if count
        ]
        yield f"Memories: {', '.join(counted)}"


def _wrapped(console: Console, sentence: str) -> list[str]:
    from textwrap import wrap

    width = max(console.terminal.width, 40)
    return wrap(
        sentence, width, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False
    )


@contextmanager
def _bar(console: Console, rows: int) -> Iterator[Progress]:
    """Show the progress of a large import on a terminal."""
    if console.quiet or rows < WORTH_A_BAR or not console.terminal.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console as Screen
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("Importing"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Screen(file=console.terminal.stderr), transient=True) as bar:
        task = bar.add_task("Importing", total=rows)
        yield lambda done: bar.advance(task, done)
