"""The lock of a remote: one push at a time from this server.

Two pushes at the same time spoil each other's work: the one that loses fails with the words of
another town's race, and can lose a file of the remote for good (docs/dolt-notes.md). Pushes of
another server are not held up; they are met by a fetch, a merge and another push.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from beadwork.dolt.connection.driver import digest
from beadwork.dolt.writing import hold_lock
from beadwork.model.settings_table import int_setting

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from beadwork.dolt.connection.session import Session

SECONDS = int_setting("dolt.lock-timeout")


def name(session: Session, remote: str) -> str:
    """Return the name of the lock, at most 64 characters."""
    return f"beadwork-push/{digest(f'{session.database}/{remote}'.lower())[:40]}"


def held(session: Session, remote: str) -> AbstractContextManager[None]:
    """Hold the lock of the remote `remote` of the session's database while the block pushes; raises
    as `hold_lock.held`.
    """
    what = f"another push of {session.database} to {remote}"
    return hold_lock.held(session, "a push", SECONDS, lock=name(session, remote), what=what)
