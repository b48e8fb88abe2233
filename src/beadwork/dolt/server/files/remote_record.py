"""The record of each database's remotes: the last push, the last pull, the last failure.

It is what this machine did, so it is in no versioned table. It lies beside the server that pushes:
`remotes/DATABASE.json` in the server's control directory. Whoever pushes or pulls writes it: the
daemon, `gt`, and `bd`. It is for people, and for the delay after failures: nothing is decided by it
that could lose data.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple, Self

from beadwork.errors import BadFile
from beadwork.files import json_file
from beadwork.files.atomic import replace


class RemoteRecord(NamedTuple):
    """What is known of the exchange with one remote. Times are RFC 3339 in UTC, empty for never."""

    url: str = ""
    """The remote's URL at that time, without credentials."""
    pushed_at: str = ""
    """The last time that the remote had every commit of `main`."""
    pulled_at: str = ""
    """The last time that `main` had every commit of the remote."""
    failed_at: str = ""
    failure: str = ""
    """Why the last try failed; empty where it succeeded."""
    failures: int = 0
    """The failures in a row."""
    is_refused: bool = False
    """Whether the remote has refused the credentials, and nothing has succeeded since."""

    def succeeded(self, at: str, url: str, *, pushed: bool = False, pulled: bool = False) -> Self:
        """Return the record after a success."""
        return self._replace(
            url=url,
            pushed_at=at if pushed else self.pushed_at,
            pulled_at=at if pulled else self.pulled_at,
            failed_at="",
            failure="",
            failures=0,
            is_refused=False,
        )

    def failed(self, at: str, url: str, why: str, *, is_refused: bool = False) -> Self:
        """Return the record after a failure."""
        return self._replace(
            url=url,
            failed_at=at,
            failure=why,
            failures=self.failures + 1,
            is_refused=self.is_refused or is_refused,
        )


def as_json(record: RemoteRecord) -> dict[str, Any]:
    """Return the record as keys of a JSON object, without what is not known."""
    shown = ("pushed_at", "pulled_at", "failed_at", "failure", "failures")
    return {key: value for key, value in record._asdict().items() if key in shown and value}


def path(control: str, database: str) -> str:
    """Return the file of a database's remotes in a server's control directory."""
    return os.path.join(control, "remotes", f"{database}.json")


def read(control: str, database: str, remote: str, url: str = "") -> RemoteRecord:
    """Return the record of one remote; an empty one where there is none, where it cannot be read,
    or where it is about another URL than the given one.
    """
    found = _record(_all(control, database).get(remote))
    return found if url in ("", found.url) else RemoteRecord()


def write(control: str, database: str, remote: str, record: RemoteRecord) -> None:
    """Keep the record of one remote. A disk that is full keeps the record before.

    A push that was made must not be reported as failed because of this file, so no error is raised.
    """
    with suppress(OSError), _locked(control):
        _replace(control, database, {**_all(control, database), remote: record._asdict()})


def remove(control: str, database: str, remote: str) -> None:
    """Forget one remote, which the database no longer has."""
    with suppress(OSError), _locked(control):
        kept = _all(control, database)
        if kept.pop(remote, None) is not None:
            _replace(control, database, kept)


def rename(control: str, old: str, new: str) -> None:
    """Let the records of a database follow its new name."""
    with suppress(OSError):
        os.replace(path(control, old), path(control, new))


def forget(control: str, database: str) -> None:
    """Delete the records of a database that is no longer there."""
    with suppress(OSError):
        os.remove(path(control, database))


def _all(control: str, database: str) -> dict[str, Any]:
    try:
        found = json_file.read(path(control, database))
    except (FileNotFoundError, BadFile):
        return {}
    return found if isinstance(found, dict) else {}


def _record(entry: Any) -> RemoteRecord:
    if not isinstance(entry, dict):
        return RemoteRecord()
    fields = RemoteRecord._field_defaults
    return RemoteRecord(
        **{key: entry[key] for key in fields if type(entry.get(key)) is type(fields[key])}
    )


def _replace(control: str, database: str, records: dict[str, Any]) -> None:
    replace(path(control, database), json.dumps(records, indent=1) + "\n")


@contextmanager
def _locked(control: str) -> Iterator[None]:
    """Let one process at a time change the records of a server; make their directory first."""
    from beadwork.files import directory_lock

    directory = os.path.join(control, "remotes")
    os.makedirs(directory, mode=0o700, exist_ok=True)
    with directory_lock.held(directory):
        yield
