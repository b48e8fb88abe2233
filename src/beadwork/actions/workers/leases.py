"""The leases of the workers of this machine: files, so that a renewal costs no commit.

A lease is a directory, with the worker's name as `own_settings.file_name` writes it:

- `alive`, whose time of modification is the worker's last sign of life;
- `claims/ID` for each issue that the worker has claimed under the lease;
- `lost/ID` for each claim that somebody else took or freed.

A claim counts only if it has its file. The name of an owner is not enough: another town may have a
worker of the same name, and its claims arrive here with a pull. The file is made before the claim
is committed, so that no claim of a killed worker lacks it.

A worker renews its lease by `own_settings.renew_lease`. Nobody else does.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from beadwork.dolt.connection.session import Session
from beadwork.errors import Invalid
from beadwork.files import atomic
from beadwork.model.workers.lease import Lease
from beadwork.store.identity_check import TrackerSession
from beadwork.workspace.settings import own_settings
from beadwork.workspace.settings.own_settings import ALIVE, file_name

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader

CLAIMS, LOST = "claims", "lost"
LONGEST_NAME = 200
"""The bytes of a written name, which leaves room for the ends of drafts in the 255 of a file
system.
"""


class Leases:
    """The leases in one directory. An empty path stands for none."""

    def __init__(self, directory: str) -> None:
        self.directory = directory

    def begin(self, actor: str, issue_ids: Iterable[str] = ()) -> None:
        """Give a worker a lease from now on, or renew it, with claims that it has already.

        Raises:
            Invalid: the name is too long.
            OSError: the files cannot be written.
        """
        if len(file_name(actor)) > LONGEST_NAME:
            raise Invalid(f"a worker with a lease has a shorter name than {actor}")
        for folder in (CLAIMS, LOST):
            os.makedirs(self._path(actor, folder), mode=0o700, exist_ok=True)
        for issue_id in issue_ids:
            atomic.create(self._path(actor, CLAIMS, file_name(issue_id)), "")
        atomic.create(self._path(actor, ALIVE), "")
        os.utime(self._path(actor, ALIVE))

    def find(self, actor: str) -> Lease | None:
        """Return the lease of a worker, None where it has none."""
        try:
            renewed_at = self._renewed_at(actor)
            entries = os.listdir(self._path(actor, CLAIMS))
        except OSError:
            return None
        return Lease(actor, renewed_at, frozenset(filter(None, map(_name_of, entries))))

    def all(self) -> list[Lease]:
        """Return all leases, by the names of their workers."""
        try:
            entries = os.listdir(self.directory or os.devnull)
        except OSError:
            return []
        actors = sorted(filter(None, map(_name_of, entries)))
        return [lease for lease in map(self.find, actors) if lease]

    def add_claim(self, actor: str, issue_id: str) -> None:
        """Put a claim under the worker's lease, if it has one.

        Raises:
            OSError: the file cannot be made.
        """
        if self.directory and os.path.exists(self._path(actor, ALIVE)):
            atomic.create(self._path(actor, CLAIMS, file_name(issue_id)), "")
            with suppress(FileNotFoundError):
                os.unlink(self._path(actor, LOST, file_name(issue_id)))

    def add_names(self, names: Mapping[str, str]) -> None:
        """Put the claims of renamed issues under their new ids, too; `names` has these by the old
        ones. The old files stay, as an undo brings the old ids back.

        Raises:
            OSError: a file cannot be made.
        """
        for lease in self.all():
            for old in lease.claims & names.keys():
                atomic.create(self._path(lease.actor, CLAIMS, file_name(names[old])), "")

    def lose_claim(self, actor: str, issue_id: str) -> None:
        """Remember that somebody took or freed a claim. What cannot be written is left out."""
        with suppress(OSError):
            name = file_name(issue_id)
            os.replace(self._path(actor, CLAIMS, name), self._path(actor, LOST, name))

    def has_lost(self, actor: str, issue_id: str) -> bool:
        """Tell whether a worker claimed an issue under a lease, and somebody took or freed it."""
        return os.path.exists(self._path(actor, LOST, file_name(issue_id)))

    def end(self, actor: str) -> None:
        """End a worker's lease now, because the worker is gone. Its claims stay, and expire."""
        with suppress(OSError):
            os.utime(self._path(actor, ALIVE), (0, 0))

    def remove(self, actor: str) -> None:
        """Remove a worker's lease, because the worker has no claim any more."""
        for folder in (CLAIMS, LOST):
            with suppress(OSError):
                for name in os.listdir(self._path(actor, folder)):
                    os.unlink(self._path(actor, folder, name))
                os.rmdir(self._path(actor, folder))
        with suppress(OSError):
            os.unlink(self._path(actor, ALIVE))
            os.rmdir(self._path(actor))

    def _renewed_at(self, actor: str) -> float:
        """Return the last sign of life.

        A time in the future was written before the clock was moved back. It is set to now, so that
        the lease neither ends early nor lasts until that time.
        """
        path, now = self._path(actor, ALIVE), time.time()
        found = os.stat(path).st_mtime
        if found <= now:
            return found
        with suppress(OSError):
            os.utime(path, (now, now))
        return now

    def _path(self, actor: str, *names: str) -> str:
        return os.path.join(self.directory, file_name(actor), *names)


def of(reader: Reader) -> Leases:
    """Return the leases of the workers of the reader's tracker."""
    session = reader if isinstance(reader, Session) else reader.session
    return Leases(session.leases if isinstance(session, TrackerSession) else "")


def of_town(root: str) -> Leases:
    """Return the leases of the workers of the town at `root`."""
    return Leases(own_settings.leases(root, "", ""))


def seconds(moment: datetime) -> float:
    """Return a UTC time without a zone as seconds since 1970."""
    return moment.replace(tzinfo=UTC).timestamp()


def _name_of(entry: str) -> str:
    """Return the name that `file_name` wrote; empty for any other file."""
    first, *rest = entry.split("%")
    try:
        written = first.encode() + b"".join(
            bytes.fromhex(part[:2]) + part[2:].encode() for part in rest
        )
        name = written.decode("utf-8", "surrogateescape")
    except ValueError:
        return ""
    return name if file_name(name) == entry else ""
