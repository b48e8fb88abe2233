"""Make this project a workspace: create a database for its issues, and `.beads/metadata.json`.

    bd init
    bd init -p api
    bd init --from-remote
    bd init --from-jsonl .beads/issues.jsonl
    bd init --database api
    bd init --server-host db.example.org --server-user me --server-tls

It asks nothing, writes only `.beads/`, and can be run again. In a clone or a worktree of a project
that has a `.beads/metadata.json` it joins that project instead of making a second database. Where
git's remote `origin` holds a tracker (`bd dolt push` puts it there), it fetches that and joins it;
--no-join makes an empty one all the same. --from-remote fetches from another URL. --from-jsonl
imports what another tracker exported. Nothing is ever deleted: --reinit-local makes a new database
beside the old one, and prints the old one's name.

Where .beads/metadata.json was lost (`git clean`), the tracker is still on its server: `bd init`
names it and makes no second one, and --database NAME joins it, after a question or with --yes. `bd
dolt list` shows every database of your server.
"""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING, Any, NamedTuple

from beadwork import errors
from beadwork.actions.workspace import initialize, join_database, older_settings
from beadwork.actions.workspace.init_plan import APART, JOIN, Request, prefix_of_most
from beadwork.bd import trust_question
from beadwork.bd.flags import server
from beadwork.bd.output import transfers
from beadwork.console.console import Console
from beadwork.dolt.writing.author import Author
from beadwork.model.counted import counted
from beadwork.model.hints import command
from beadwork.ui import question
from beadwork.workspace import identity
from beadwork.workspace.identity import checked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beadwork.actions.exchange.import_issues import ImportReport
    from beadwork.dolt.writing.transaction import Transaction
    from beadwork.model.exchange.import_file import Source


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-p",
        "--prefix",
        default="",
        metavar="WORD",
        help="prefix of ids (else the directory's name)",
    )
    parser.add_argument(
        "--database",
        default="",
        metavar="NAME",
        help="name of the database (else the prefix); one that is a tracker is joined",
    )
    parser.add_argument(
        "--from-remote",
        nargs="?",
        const="",
        metavar="URL",
        help="fetch the tracker from there (else git's origin)",
    )
    parser.add_argument(
        "--no-join",
        action="store_true",
        help="make an empty tracker, although git's origin holds one",
    )
    parser.add_argument(
        "--drop-foreign",
        action="store_true",
        help="drop triggers, views, procedures and other tables of what is fetched",
    )
    parser.add_argument(
        "--from-jsonl",
        nargs="?",
        const="",
        metavar="FILE",
        help="import its issues (else those in .beads/)",
    )
    parser.add_argument(
        "--reinit-local", action="store_true", help="begin again, with a new database"
    )
    parser.add_argument(
        "--destroy-token",
        default="",
        metavar="TOKEN",
        help="confirms --reinit-local: DESTROY-<prefix>",
    )
    parser.add_argument(
        "-y", "--yes", action="store_true", help="join the tracker that --database names"
    )
    server.add(parser)


def run(console: Console, options: argparse.Namespace) -> None:
    if console.readonly:
        raise errors.ReadOnly("init writes, and --readonly is given")
    if not os.path.isdir(console.directory):
        raise errors.NotFound(
            f"{console.directory} is not a directory", hint="bd init   in an existing directory"
        )
    directory = initialize.found_at(console.directory)
    sources = _sources(console, directory, options.from_jsonl)
    older = older_settings.read(initialize.beads_of(directory), console.note)
    older_prefix = _older_prefix(older, sources)
    request = Request(
        prefix=options.prefix,
        older_prefix=older_prefix,
        database=options.database,
        flags=server.read(options),
        remote=options.from_remote,
        reinit_local=options.reinit_local,
        destroy_token=options.destroy_token,
        over_older_data=bool(sources),
        drop_foreign=options.drop_foreign,
        on_remote_data=APART if options.no_join else JOIN,
    )
    author = checked(identity.author(directory, chosen=console.actor))
    made = trust_question.trusting(
        console,
        initialize.beads_of(directory),
        lambda: _made(console, directory, author, request, options.yes),
    )
    value = _document(made)
    if options.database and options.database != made.workspace.database:
        console.warn(
            f"--database {options.database} is ignored: this workspace has the database "
            f"{made.workspace.database}"
        )
    if options.prefix and options.prefix.rstrip("-") != made.prefix:
        console.warn(f"-p {options.prefix} is ignored: ids here begin with {made.prefix}")
    if author.name == "unknown":
        console.note(
            "No author is set: set git's user.name, or BEADS_ACTOR for each worker, "
            "else every author is "
            "`unknown`'s"
        )
    if made.is_new:
        _take_over(console, older)
        if not options.prefix:
            older_settings.say_changed(older_prefix, made.prefix, console.note)
    reports = _import(console, sources) if sources else []
    unread = [] if options.from_jsonl else _unread(made.workspace.beads, sources)
    unread += [line for given in sources for line in given.left]
    if reports:
        value["import"] = {
            count: sum(getattr(report, count) for report, _ in reports)
            for count in ("created", "updated", "unchanged")
        }
        if unread:
            value["unread"] = unread
    console.result(value, lambda: [*_lines(made, reports, unread)])


def _document(made: initialize.Initialized) -> dict[str, Any]:
    """Return the workspace as JSON, without what was imported."""
    value: dict[str, Any] = {
        "path": made.workspace.beads,
        "database": made.workspace.database,
        "prefix": made.prefix,
        "project_id": made.workspace.project_id,
        "created": made.is_new,
    }
    if made.server:
        value["server"] = made.server
    if made.replaced:
        value["replaced_database"] = made.replaced
    if made.fetched:
        value["fetched"] = made.fetched._asdict()
    return value


def _older_prefix(settings: dict[str, str], sources: list[_Given]) -> str:
    """Return the prefix of the issues that come in, else the one that config.yaml names."""
    named = next(filter(None, (given.settings.get("issue_prefix") for given in sources)), "")
    imported = [issue_id for given in sources for issue_id in given.source.rows]
    prefix = named or prefix_of_most(imported) or settings.get("issue_prefix", "")
    return prefix.rstrip("-")


def _take_over(console: Console, settings: dict[str, str]) -> None:
    """Make the settings of an older tracker's config.yaml those of the new database."""
    from beadwork.bd.opening import open_tracker

    if set(settings) - {"issue_prefix"}:
        with open_tracker(console) as tracker:
            taken = tracker.change(lambda tx: older_settings.take_over(tx, settings, console.note))
        if taken:
            console.note(f"Taken from config.yaml: {', '.join(taken)}")


def _made(
    console: Console, directory: str, author: Author, request: Request, is_confirmed: bool
) -> initialize.Initialized:
    """Make or join the workspace. A tracker that only the server knows is joined once the person
    has confirmed it.
    """
    beads = initialize.beads_of(directory)
    is_new = request.reinit_local or request.remote is not None
    try:
        if request.database and not is_new:
            _join_named(console, beads, request, is_confirmed)
        elif not is_new:
            join_database.refuse_rig(directory, beads)
        return initialize.initialize(directory, author, request, console.note)
    except errors.TrackerExists as error:
        if not question.is_answered_yes(
            console, f"{error.message[0].upper()}{error.message[1:]}. Join it?"
        ):
            raise
        _join_named(console, beads, request._replace(database=error.database), True)
        return initialize.initialize(directory, author, request, console.note)


def _join_named(console: Console, beads: str, request: Request, is_confirmed: bool) -> None:
    """Join the tracker that --database names, where the server has it and the person confirms.

    Raises:
        ConfirmationMissing: there is no --yes and no answer at a terminal.
    """
    found = join_database.find(beads, request)
    if not found:
        return
    content, summary = found
    said = f"the database {summary.name} is a tracker already: {join_database.facts(summary)}"
    if not is_confirmed and not question.is_answered_yes(console, f"{said}. Join it?"):
        raise errors.ConfirmationMissing(
            said, hint=command("bd", "init", "--database", summary.name, "--yes")
        )
    join_database.join(beads, content, request.flags)


class _Given(NamedTuple):
    """A file to import. Only a backup has settings, and what is left out."""

    source: Source
    name: str
    settings: dict[str, str]
    left: list[str]


def _sources(console: Console, directory: str, file: str | None) -> list[_Given]:
    """Read the files to import, before anything is made, and return each content and name."""
    if file is None:
        return []
    from datetime import UTC, datetime
    from pathlib import Path

    from beadwork.actions.exchange import import_issues, migrate_dolt_plan
    from beadwork.bd import input
    from beadwork.files import symlinks
    from beadwork.model.exchange import import_file
    from beadwork.workspace import legacy_data

    beads = initialize.beads_of(directory)
    files = [file] if file else legacy_data.jsonl(beads)
    if not files:
        others = legacy_data.find(beads)
        raise errors.NotFound(
            f"no issues.jsonl in {beads}",
            hint="bd migrate dolt --dry-run" if others else "bd init --from-jsonl FILE",
        )
    sources = []
    for path in files:
        if not file:
            hint = "bd init --from-jsonl {target}   (if it is yours)"
            symlinks.refuse_led_out(path, done="read", hint=hint)
        kept = legacy_data.backup_of(os.path.join(console.directory, path))
        held = migrate_dolt_plan.read(Path(kept), console.note) if kept else None
        if held:
            left = [f"{what}: {count:,}, left out" for what, count in held.left.items()]
            sources.append(_Given(held.source, path, held.settings, left))
            continue
        content, name = input.content(console, path)
        source = import_file.read(content, datetime.now(UTC).replace(tzinfo=None))
        shown = file or os.path.relpath(path)
        import_issues.refuse_bad(source, shown, f"correct {shown}")
        sources.append(_Given(source, name, {}, []))
    return sources


def _unread(beads: str, sources: list[_Given]) -> list[str]:
    """Return a sentence for each file of an older tracker that was not read."""
    from beadwork.workspace import legacy_data

    ids = {issue_id for given in sources for issue_id in given.source.rows}
    return legacy_data.unread(beads, legacy_data.jsonl(beads), ids)


def _import(console: Console, sources: list[_Given]) -> list[tuple[ImportReport, str]]:
    from beadwork.actions.exchange import import_issues, migrate_dolt
    from beadwork.bd.opening import open_tracker

    with open_tracker(console) as tracker:
        profile = tracker.profile

        def imported(tx: Transaction) -> list[tuple[ImportReport, str]]:
            for given in sources:
                migrate_dolt.take_settings(tx, given.settings)
            known = profile._replace(vocabulary=migrate_dolt.vocabulary(tx))
            return [
                (import_issues.import_rows(tx, given.source, known, given.name), given.name)
                for given in sources
            ]

        return tracker.change(imported)


def _lines(
    made: initialize.Initialized, reports: list[tuple[ImportReport, str]], unread: list[str]
) -> Iterator[str]:
    verb = "Made" if made.is_new else "Joined"
    shown = os.path.relpath(made.workspace.beads)
    yield f"{verb} {shown}, database {made.workspace.database}: ids are {made.prefix}-…"
    if made.fetched:
        yield transfers.fetched_facts(made.fetched)
    if made.server:
        yield f"The server is {made.server}, which beadwork neither starts nor stops"
    if made.replaced:
        yield f"The old issues are kept in the database {made.replaced}"
    for report, name in reports:
        remembered = report.memories.created + report.memories.updated
        odd = f", {report.kept_with_warning:,} with a warning" if report.kept_with_warning else ""
        yield (
            f"Imported {name}: {counted(report.created + report.updated, 'issue')}"
            + (f", {counted(remembered, 'memory', 'memories')}" if remembered else "")
            + f", {report.unchanged:,} known{odd}"
        )
    if reports:
        yield from unread
    yield "Next: bd ready" if reports or made.fetched else 'Next: bd create "what is to be done"'
