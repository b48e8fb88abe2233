"""Move whole database directories into the town's data or out of it, while no server runs.

A server reads its directories only when it starts. So it is stopped and started again under its
lock. Where it does not start with the new directories, all moves are undone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from beadwork.dolt.connection.server_errors import ServerError, explain
from beadwork.dolt.connection.session import Session
from beadwork.dolt.databases import fingerprint
from beadwork.dolt.databases.fingerprint import Fingerprint
from beadwork.dolt.databases.offline import Dolt
from beadwork.dolt.server import access
from beadwork.dolt.server.files.home import TownHome
from beadwork.dolt.server.files.record import Record
from beadwork.dolt.server.files.server_lock import exclusively
from beadwork.dolt.server.lifecycle import start, stop
from beadwork.errors import BeadworkError, StorageFailure
from beadwork.store import databases, identity_check, schema_check
from beadwork.town.layout import Town

Move = tuple[Path, Path]
"""Source and target. A move whose source is absent was made already."""


class Copy(NamedTuple):
    """The content of a copy of a database. `project_id` is empty where it is no tracker."""

    contents: Fingerprint
    project_id: str
    prefix: str


def place(home: TownHome, moves: Sequence[Move], say: Callable[[str], None]) -> Record:
    """Rename directories with the server stopped, start it, and return its record.

    Raises:
        StorageFailure: a target is taken.
        NoServer: the server does not start with the directories. They are back where they were.
    """
    with exclusively(home):
        pending = [(source, target) for source, target in moves if source.exists()]
        if not pending:
            return start.ensure_alone(home, say)
        if stop.stop_alone(home) is not None:
            say("The server is stopped for a moment, and started again")
        done: list[Move] = []
        try:
            for source, target in pending:
                rename(source, target)
                done.append((source, target))
            return start.ensure_alone(home, say)
        except BeadworkError:
            for source, target in reversed(done):
                rename(target, source)
            start_again(home, say)
            raise


def rename(source: Path, target: Path) -> None:
    """Rename a directory that no server has open.

    Raises:
        StorageFailure: the target is taken, or the system refuses.
    """
    if target.exists():
        raise StorageFailure(
            f"{target} already exists; {source} stays where it is", hint=f"ls -l {target}"
        )
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        source.rename(target)
    except OSError as error:
        raise StorageFailure(f"{source} cannot become {target}: {error.strerror}") from None


def start_again(home: TownHome, say: Callable[[str], None]) -> None:
    """Start a server that was stopped. A failure is printed, not raised."""
    try:
        start.ensure_alone(home, say)
    except BeadworkError as error:
        say(f"The server does not come up again: {error.message}")


def served(town: Town, record: Record, name: str) -> Fingerprint:
    """Return the fingerprint of a served database.

    Raises:
        BeadworkError: the database cannot be read.
    """
    try:
        with Session(access.address(town.server_of(name), record), name) as session:
            return fingerprint.read(fingerprint.server_query(session))
    except ServerError as error:
        raise explain(error) from error


def identity(town: Town, record: Record, name: str) -> tuple[str, str]:
    """Return the project and the prefix of a served database. Both are empty for no tracker.

    Raises:
        ServerError: the database cannot be read.
    """
    with Session(access.address(town.server_of(name), record), name) as session:
        project = databases.inspect(session).facts.get("project_id", "")
        if not project:
            return "", ""
        settings: dict[str, str] = dict(session.rows(identity_check.CONFIG))
        return project, settings.get("issue_prefix", "")


def look(dolt: Dolt, directory: Path) -> Copy:
    """Return the content of a copy.

    Raises:
        StorageFailure: the copy cannot be read, or has more than a tracker has (ForeignSchema).
    """
    ask = fingerprint.copy_query(dolt, directory)
    schema_check.admit(ask, str(directory), "gt dolt recover --help")
    found = fingerprint.read(ask)
    if not {"metadata", "config"} <= found.rows.keys():
        return Copy(found, "", "")
    answers = ask((identity_check.METADATA, identity_check.CONFIG))
    facts: dict[str, str] = dict(answers[0])
    settings: dict[str, str] = dict(answers[1])
    project = facts.get("project_id", "") if "schema_version" in facts else ""
    return Copy(found, project, settings.get("issue_prefix", ""))


def today() -> str:
    """Return the date, for the name of a backup."""
    return datetime.now(UTC).strftime("%Y-%m-%d")


def moment() -> str:
    """Return date and time, for a name: 2026-11-21T032412Z."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H%M%SZ")
