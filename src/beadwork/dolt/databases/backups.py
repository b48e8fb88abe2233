"""Dolt's native backups: a directory with all of a database, but not its remotes."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from beadwork.dolt.connection.session import Session
from beadwork.dolt.databases.offline import Dolt, failure_reason
from beadwork.errors import BadFile, StorageFailure
from beadwork.files import json_file

SYNC = "CALL DOLT_BACKUP('sync-url', %s)"


def create(session: Session, directory: Path) -> None:
    """Let the server back the session's database up into a directory, which may have a part of the
    backup already.

    Raises:
        ServerError: the database cannot be read, or the directory cannot be written.
    """
    session.rows(SYNC, url(directory))


def restore(dolt: Dolt, backup: Path, target: Path) -> None:
    """Make a database of a backup at `target`, which must not exist yet.

    Raises:
        StorageFailure: the backup cannot be read.
    """
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    completed = dolt.run(target.parent, "backup", "restore", url(backup), target.name)
    if completed.returncode:
        raise StorageFailure(f"the backup {backup} cannot be restored: {failure_reason(completed)}")


def url(directory: Path) -> str:
    """Return a directory's `file://` URL, as Dolt takes it for a remote."""
    return f"file://{quote(str(directory))}"


def remotes(directory: Path) -> dict[str, str]:
    """Return the URLs of a database's remotes by name; none where its directory cannot be read."""
    try:
        state = json_file.read(str(directory / ".dolt" / "repo_state.json"))
        return {str(name): str(remote["url"]) for name, remote in state["remotes"].items()}
    except (OSError, BadFile, KeyError, TypeError, AttributeError):
        return {}
