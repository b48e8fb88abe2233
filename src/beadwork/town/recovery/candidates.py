"""The rungs of a recovery: each makes a candidate beside the damaged database, and describes it.

Nothing here touches the damaged directory: a rung works on a copy of it, a clone, a restored
backup, or a file.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import psutil

from beadwork.actions.exchange import import_issues
from beadwork.dolt.databases import backups, fingerprint, offline, unserved
from beadwork.dolt.databases.fingerprint import Fingerprint
from beadwork.dolt.databases.offline import Dolt, failure_reason
from beadwork.dolt.server.files import credential_store
from beadwork.dolt.server.files.home import TownHome
from beadwork.errors import BeadworkError, NotFound, StorageFailure
from beadwork.files import bounded
from beadwork.model.counted import counted
from beadwork.model.exchange import import_file
from beadwork.model.exchange.import_file import Source
from beadwork.model.remotes.endpoint import comparable
from beadwork.model.settings_table import float_setting
from beadwork.model.times.timestamps import format_timestamp
from beadwork.model.urls import without_credentials
from beadwork.town import configuration
from beadwork.town.layout import Town
from beadwork.town.recovery import backup
from beadwork.town.rigs import database_files, registry

RUNGS = ("check", "fsck", "remote", "backup", "jsonl")
FSCK_SHARE = float_setting("recovery.fsck-share")
LOST_JOURNAL = "journal is corrupted"
"""A part of the message of `dolt fsck` where it can make the rest of a journal readable
(Dolt 1.88.1).
"""


class Rung(NamedTuple):
    """The result of one rung. A usable rung has a database in `directory` or a file in `source`."""

    name: str
    found: str
    is_usable: bool = False
    contents: Fingerprint | None = None
    loses: str = ""
    """What the candidate loses in any case."""
    directory: Path | None = None
    source: Source | None = None


class Case(NamedTuple):
    """One database to recover, and the sources that the options name."""

    town: Town
    name: str
    project_id: str
    """The project of the database's workspace; empty where no workspace names the database."""
    staging: Path
    dolt: Dolt
    say: Callable[[str], None]
    remote: str = ""
    jsonl: str = ""

    @property
    def home(self) -> TownHome:
        """The paths of the server that has the database."""
        return self.town.server_of(self.name)

    @property
    def directory(self) -> Path:
        """The directory of the database in the town's data."""
        return self.town.data / self.name

    @property
    def damaged(self) -> Path:
        """The damaged directory: `directory`, or where an interrupted recovery moved it."""
        if (self.directory / ".dolt").is_dir():
            return self.directory
        return max(
            broken(self.town).glob(f"{self.name}.broken-*"),
            key=lambda path: path.name,
            default=self.directory,
        )

    def candidate(self, rung: str) -> Path:
        """Return the path for the database of a rung. What was there is removed."""
        path = self.staging / rung / self.name
        shutil.rmtree(path, ignore_errors=True)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return path


def broken(town: Town) -> Path:
    """Return the directory in which damaged directories are kept."""
    return backup.directory_of(town) / "broken"


def copy(case: Case) -> Path:
    """Copy the damaged directory, while no server has it open.

    Raises:
        NotFound: there is no such directory.
        StorageFailure: the directory cannot be read, or a server has it open.
    """
    damaged = case.damaged
    if not (damaged / ".dolt").is_dir():
        raise NotFound(f"there is no {damaged}")
    target = case.candidate("fsck")
    with unserved.locked(damaged, case.town.server.program):
        try:
            shutil.copytree(damaged / ".dolt", target / ".dolt", symlinks=True)
        except (OSError, shutil.Error) as error:
            raise StorageFailure(f"{damaged} could not be copied: {error}") from None
    return target


def fsck(case: Case, copied: Path) -> Rung:
    """Let Dolt check the copy. Where only the journal is damaged, make the rest readable."""
    memory = _memory()
    completed = case.dolt.run(copied, "fsck", "--quiet", memory=memory)
    if completed.returncode == 0:
        return _with_missing_commits(case, _offer(case, "fsck", "finds no damaged chunk", copied))
    said = failure_reason(completed)
    if LOST_JOURNAL not in completed.stdout + completed.stderr:
        return Rung("fsck", f"cannot repair it: {said}")
    revived = case.dolt.run(copied, "fsck", "--revive-journal-with-data-loss", memory=memory)
    if revived.returncode:
        return Rung("fsck", f"cannot repair the journal: {failure_reason(revived)}")
    found = "the journal is damaged, what is before the damage can be read"
    return _with_missing_commits(case, _offer(case, "fsck", found, copied))


def _memory() -> int:
    """Return the bytes that `dolt fsck` may take: a share of what is free now. It took 12 GB of a
    machine once, and the machine's other programs with it.
    """
    return int(psutil.virtual_memory().available * FSCK_SHARE)


def _with_missing_commits(case: Case, rung: Rung) -> Rung:
    """Report commits of the newest backup that a candidate lacks. Dolt itself does not notice."""
    newest = next(
        (made for made in backup.all_of(backup.directory_of(case.town)) if made.name == case.name),
        None,
    )
    if rung.directory is None or newest is None or newest.contents is None:
        return rung
    if fingerprint.has_commit(
        fingerprint.copy_query(case.dolt, rung.directory), newest.contents.commit
    ):
        return rung
    return rung._replace(loses=f"commits that the backup of {newest.at} has")


def remote(case: Case) -> Rung:
    """Clone the database from its remote."""
    url = credential_store.take_out(case.remote or remote_of(case), case.say)
    if not url:
        return Rung("remote", "none is configured (--remote URL names one)")
    url = comparable(url, str(case.town.root))
    target = case.candidate("remote")
    completed = case.dolt.run(target.parent, "clone", "--", url, case.name)
    if completed.returncode:
        return Rung(
            "remote",
            f"{url} could not be fetched: {without_credentials(failure_reason(completed))}",
        )
    return _offer(
        case,
        "remote",
        f"{url} has it",
        target,
        "what was not pushed, and other branches' unpushed work",
    )


def remote_of(case: Case) -> str:
    """Return the remote of the directory, else that of `mayor/daemon.json`, else an empty text."""
    known = backups.remotes(case.damaged)
    if known:
        return known.get("origin") or next(iter(known.values()))
    try:
        return str(configuration.read(case.town).remotes.databases.get(case.name, ""))
    except BeadworkError:  # a damaged daemon.json must not keep anybody from their data
        return ""


def restored(case: Case) -> Rung:
    """Restore the newest usable backup, and add its remotes, which a Dolt backup does not have."""
    said = "there is none (gt dolt backup makes one)"
    names = {case.name, *registry.former_names(case.town, case.name)}
    for made in backup.all_of(backup.directory_of(case.town)):
        if made.name not in names:
            continue
        target = case.candidate("backup")
        try:
            backups.restore(case.dolt, Path(made.path), target)
        except StorageFailure as error:
            said = error.message
            continue
        for name, url in {**made.remotes, **backups.remotes(case.damaged)}.items():
            clean = credential_store.take_out(url, case.say)
            case.dolt.run(target, "remote", "add", "--", name, clean)
        return _offer(case, "backup", f"{made.path}", target, f"what was written since {made.at}")
    return Rung("backup", said)


def jsonl(case: Case) -> Rung:
    """Read an export."""
    if not case.jsonl:
        return Rung("jsonl", "no file is named (--jsonl FILE)")
    try:
        content = bounded.read_named(case.jsonl, bounded.IMPORT)
        source = import_file.read(content, datetime.now(UTC).replace(tzinfo=None))
        import_issues.refuse_bad(source, case.jsonl, f"correct {case.jsonl}")
    except OSError as error:
        return Rung("jsonl", f"{case.jsonl} cannot be read: {error.strerror}")
    except BeadworkError as error:
        return Rung("jsonl", error.message)
    if not source.rows:
        return Rung("jsonl", f"{case.jsonl} holds no issue")
    newest = format_timestamp(max(told.issue.updated_at for told in source.rows.values()))
    count = len(source.rows)
    found = f"{case.jsonl}: {counted(count, 'issue')}, the newest of {newest}"
    return Rung(
        "jsonl",
        found,
        True,
        None,
        "all history, all branches, memories, settings and mail",
        None,
        source,
    )


def _offer(case: Case, rung: str, result: str, directory: Path, loses: str = "") -> Rung:
    """Check the candidate of a rung: it has to be a tracker, and of this workspace's project."""
    try:
        seen = database_files.look(case.dolt, directory)
    except StorageFailure as error:
        return Rung(rung, f"{result}, but {error.message.replace(str(directory), 'it')}")
    if not seen.project_id:
        return Rung(
            rung, f"{result}, but no tracker is in what can be read", contents=seen.contents
        )
    if case.project_id and seen.project_id != case.project_id:
        return Rung(
            rung, f"{result}, but it belongs to project {seen.project_id}", contents=seen.contents
        )
    return Rung(rung, result, True, seen.contents, loses, directory)


def case_of(
    town: Town, name: str, project_id: str, say: Callable[[str], None], remote: str, jsonl: str
) -> Case:
    """Return a case with its own staging directory."""
    staging = Path(town.server.control) / "recovering" / name
    return Case(
        town, name, project_id, staging, offline.dolt_of(town.server, say), say, remote, jsonl
    )
