"""Recover a damaged database: try each rung of the ladder, then put the best candidate in place.

Invariant: the damaged directory is never changed and never deleted; it gets a dated name in
`backups/broken/`.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from beadwork.actions.exchange import import_issues
from beadwork.actions.workspace import init_database
from beadwork.actions.workspace.init_plan import Plan, Request
from beadwork.dolt.connection.server_errors import ServerError
from beadwork.dolt.connection.session import Session
from beadwork.dolt.databases import damaged_files, fingerprint
from beadwork.dolt.server import access, health_queries
from beadwork.dolt.server.files.home import HQ
from beadwork.dolt.server.files.server_lock import exclusively
from beadwork.dolt.server.lifecycle import start, stop
from beadwork.dolt.server.machine import process
from beadwork.dolt.writing.author import Author
from beadwork.errors import BadTown, BeadworkError, NotFound, StorageFailure, Usage
from beadwork.model.counted import counted
from beadwork.model.issues import ids
from beadwork.town import databases
from beadwork.town.layout import Town
from beadwork.town.mail import hq
from beadwork.town.migration import discovery
from beadwork.town.recovery import backup, candidates
from beadwork.town.recovery.candidates import RUNGS, Case, Rung
from beadwork.town.remotes import places
from beadwork.town.rigs import database_files, registry
from beadwork.tracker import of_workspace
from beadwork.workspace import locate

Say = Callable[[str], None]


class RecoveryOptions(NamedTuple):
    """The options of a recovery: a single rung, a remote, a file of issues."""

    rung: str = ""
    remote: str = ""
    jsonl: str = ""
    force: bool = False
    """Whether to recover a healthy database, too."""


class Findings(NamedTuple):
    """The result of each rung, and the best one. The best is None where nothing has to be done, or
    no rung is usable.
    """

    name: str
    is_healthy: bool
    rungs: list[Rung]
    best: Rung | None
    kept: str = ""
    """The path of the damaged directory after `recover`."""


def names(town: Town) -> list[str]:
    """Return the databases that the town has or should have.

    Raises:
        BadTown: the registry cannot be used.
    """
    return sorted(
        ({HQ, *registry.names(town)} | databases.on_disk(town)) - {health_queries.PRIVATE}
    )


def check(town: Town, name: str, say: Say) -> Findings:
    """Try the first rung only. The server is not stopped for it.

    Raises:
        NotFound: the town has no such database.
    """
    case = _case(town, name, say, RecoveryOptions())
    try:
        rung = _check(case)
    finally:
        shutil.rmtree(case.staging, ignore_errors=True)
    return Findings(name, rung.is_usable, [rung], None)


def look(town: Town, name: str, options: RecoveryOptions, say: Say) -> Findings:
    """Try every rung, or the one of the options, and change nothing.

    Raises:
        NotFound: the town has no such database.
        NoServer: the server was stopped to copy the database, and does not start again.
    """
    case = _case(town, name, say, options)
    try:
        return _look(case, options, say)
    finally:
        shutil.rmtree(case.staging, ignore_errors=True)


def recover(town: Town, name: str, options: RecoveryOptions, author: Author, say: Say) -> Findings:
    """Replace a damaged database by the best candidate. A healthy one is replaced only by a named
    rung.

    Raises:
        NotFound: the town has no such database.
        StorageFailure: no rung has a candidate.
        Usage: the database is healthy, and `force` is not given.
        NoServer: the server does not start with the candidate. Everything is as it was.
    """
    case = _case(town, name, say, options)
    try:
        _back_up_live(case, options)
        found = _look(case, options, say)
        if found.best is None:
            if found.is_healthy:
                return found
            raise StorageFailure(
                f"nothing was found to recover {name} from", hint=f"gt dolt recover {name}"
            )
        if found.is_healthy and not options.force:
            raise Usage(
                f"{name} is healthy, and later writes would be lost from view",
                hint=(
                    f"gt dolt recover {name} --from {options.rung}   (which shows what that "
                    "holds; --apply --force takes it)"
                ),
            )
        kept = _placed(case, found.best, author, say)
    finally:
        shutil.rmtree(case.staging, ignore_errors=True)
    return found._replace(kept=str(kept or ""))


def _back_up_live(case: Case, options: RecoveryOptions) -> None:
    """Back up a database whose files are damaged while its server still reads it: the server's
    memory is the newest candidate.
    """
    fault = damaged_files.fault(str(case.directory))
    if options.rung not in ("", "backup") or not fault or start.running(case.home) is None:
        return
    case.say(f"{fault}: {case.name} is backed up first, as far as its server still reads it")
    made = backup.run(
        case.town, [case.name], backup.directory_of(case.town), backup.KEEP, case.say
    ).made
    for failed in made:
        if failed.why:
            case.say(f"{failed.name} could not be backed up: {failed.why}")


def _case(town: Town, name: str, say: Say, options: RecoveryOptions) -> Case:
    if name not in names(town):
        raise NotFound(f"the town has no database {name}", hint="gt dolt list")
    project_id = str(discovery.raw(_place(town, name) / ".beads").get("project_id", ""))
    return candidates.case_of(town, name, project_id, say, options.remote, options.jsonl)


def _place(town: Town, name: str) -> Path:
    return town.root if name == HQ else town.clone(name)


def _look(case: Case, options: RecoveryOptions, say: Say) -> Findings:
    first = _check(case)
    rungs = [first]
    if first.is_usable and not options.rung:
        return Findings(case.name, True, rungs, None)
    for name in RUNGS[1:]:
        if options.rung in ("", name):
            rungs.append(_rung(case, name, say))
    return Findings(case.name, first.is_usable, rungs, _best(rungs[1:]))


def _rung(case: Case, name: str, say: Say) -> Rung:
    if name == "fsck":
        try:
            return candidates.fsck(case, _quietly_copied(case, say))
        except BeadworkError as error:
            return Rung("fsck", error.message)
    return {"remote": candidates.remote, "backup": candidates.restored, "jsonl": candidates.jsonl}[
        name
    ](case)


def _best(rungs: Sequence[Rung]) -> Rung | None:
    """Return the candidate with the newest commit. A file of issues is the last choice."""
    usable = [rung for rung in rungs if rung.is_usable]
    return max(usable, key=lambda rung: rung.contents.date if rung.contents else "", default=None)


def _check(case: Case) -> Rung:
    """Read every table, from the server or from a copy, and look for the last backup's commits."""
    if not (case.directory / ".dolt").is_dir():
        return Rung("check", f"there is no {case.directory}")
    known = start.running(case.home)
    try:
        if known is not None:
            with Session(access.address(case.home, known), case.name) as session:
                ask = fingerprint.server_query(session)
                project_id = database_files.identity(case.town, known, case.name)[0]
                return _with_file_fault(case, _sound(case, ask, project_id))
        copied = candidates.copy(case)
        return _sound(
            case,
            fingerprint.copy_query(case.dolt, copied),
            database_files.look(case.dolt, copied).project_id,
        )
    except ServerError as error:
        why = damaged_files.answer(str(case.directory), error).splitlines()[0]
        return Rung("check", f"it cannot be read: {why}")
    except BeadworkError as error:
        return Rung("check", error.message.replace(str(case.staging / "fsck" / case.name), "it"))


def _with_file_fault(case: Case, rung: Rung) -> Rung:
    """Return the rung of a running server, unusable where the files are damaged below it."""
    fault = damaged_files.fault(str(case.directory))
    if not fault or not rung.is_usable:
        return rung
    return rung._replace(found=f"its server still reads it, but {fault}", is_usable=False)


def _sound(case: Case, ask: fingerprint.Query, project_id: str) -> Rung:
    held = fingerprint.read(ask)
    if not project_id:
        return Rung("check", "it opens, and holds no tracker", contents=held)
    if case.project_id and project_id != case.project_id:
        return Rung("check", f"it opens, and belongs to project {project_id}", contents=held)
    for made in backup.all_of(backup.directory_of(case.town)):
        if made.name == case.name and made.contents:
            if not fingerprint.has_commit(ask, made.contents.commit):
                said = f"it opens, but lacks commits that the backup of {made.at} has"
                return Rung("check", said, contents=held)
            break
    try:
        fingerprint.read_history(ask, _versioned(held))
    except (ServerError, StorageFailure) as error:
        said = f"its history cannot be read: {_reason(error)}"
        return Rung("check", said, contents=held)
    tables = counted(len(held.rows), "table")
    return Rung("check", f"all of {tables} and their history can be read", True, held)


def _versioned(held: fingerprint.Fingerprint) -> list[str]:
    """Return the tables that have a history."""
    return [name for name in held.rows if not name.startswith("local_") and name != "dolt_ignore"]


def _reason(error: ServerError | StorageFailure) -> str:
    text = error.text if isinstance(error, ServerError) else error.message
    return text.splitlines()[0]


def _quietly_copied(case: Case, say: Say) -> Path:
    """Copy the directory while no server runs. A running server is stopped for that time."""
    if not (case.damaged / ".dolt").is_dir():  # the server goes on: there is nothing to copy
        raise NotFound(f"there is no {case.damaged}")
    home = case.home
    with exclusively(home):
        known = start.running(home)
        if known is None or process.find(home, known) is None:
            return candidates.copy(case)
        fault = damaged_files.fault(str(case.directory))
        if fault:
            raise StorageFailure(f"not tried: {fault}")  # and a stopped server might stay down
        say("The server is stopped while the database is copied, and started again")
        stop.stop_alone(home)
        try:
            return candidates.copy(case)
        finally:
            database_files.start_again(home, say)


def _placed(case: Case, best: Rung, author: Author, say: Say) -> Path | None:
    """Exchange the directories with one restart, and check what the server then serves."""
    broken = candidates.broken(case.town) / f"{case.name}.broken-{database_files.moment()}"
    moves = [(case.directory, broken)]
    if best.directory is not None:
        moves.append((best.directory, case.directory))
    server = database_files.place(case.home, moves, say)
    if best.source is not None:
        _filled(case, best, author)
    elif best.contents is not None:
        differences = best.contents.differences(database_files.served(case.town, server, case.name))
        if differences:
            raise StorageFailure(
                f"what is served now is not what was recovered: {'; '.join(differences[:3])}"
            )
    return broken if broken.exists() else None


def _filled(case: Case, best: Rung, author: Author) -> None:
    """Create a new database, with the project of the old one, and import the file."""
    place = _place(case.town, case.name)
    workspace = locate.governing(str(place))
    if workspace is None or best.source is None:
        raise BadTown(f"{place} is not a workspace", hint=f"gt dolt init-rig {case.name}")
    prefix = places.prefix(case.town, case.name)
    plan = Plan(case.name, workspace.project_id, ids.check_prefix(prefix), "", {})
    link = init_database.server_link(workspace.beads, plan, Request())
    with link.session:
        init_database.fill(link, plan, author)
    source, name = best.source, Path(case.jsonl).name
    with of_workspace(
        workspace, str(place), actor=author.name, branch="main", readonly=False, idle_seconds=0
    ) as here:
        profile = here.profile
        here.change(lambda tx: import_issues.import_rows(tx, source, profile, name))
    if case.name == HQ:
        hq.prepare_mail(case.town, author.name)
