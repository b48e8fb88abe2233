"""End the pushes and fetches of a managed server that nobody waits for any more.

Dolt notices neither a client that is gone nor one that has stopped waiting. `KILL` ends the `git`
that a push has started, but not the helper that talks to the remote, and Dolt waits for that one:
so a remote that hangs would keep the statement, and a server that should end, for as long as it
hangs (measured on 1.88.1). Both kinds of statements can be repeated, and neither leaves anything
half done.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from beadwork.dolt.connection.server_errors import ServerError
from beadwork.dolt.connection.session import Session
from beadwork.dolt.server.files import record
from beadwork.dolt.server.files.home import Home
from beadwork.errors import BeadworkError
from beadwork.model.settings_table import float_setting

SECONDS = float_setting("connection.kill-timeout")
KILL = "KILL {number}"
RUNNING = r"""
    SELECT id FROM information_schema.processlist
    WHERE id <> CONNECTION_ID() AND command = 'Query'
        AND info REGEXP '^[[:space:]]*CALL[[:space:]]+DOLT_(PUSH|FETCH|PULL|CLONE)'
"""


@contextmanager
def ended_with(session: Session, home: Home | None) -> Iterator[None]:
    """End what runs on the session's connection where the block does not wait for it: at a time
    limit, or at Ctrl-C. A server that is not managed (None) is only asked to.
    """
    try:
        yield
    except (ServerError, BeadworkError) as error:
        cause = error.__cause__ if isinstance(error, BeadworkError) else error
        if isinstance(cause, ServerError) and cause.is_slow:
            _end(session, home)
        raise
    except (KeyboardInterrupt, SystemExit):
        _end(session, home)
        raise


def end_all(session: Session, home: Home) -> None:
    """End every push and fetch of a server that is about to stop."""
    _end_git(home, "")  # first: without their git, its helpers are nobody's children
    for (number,) in session.rows(RUNNING):
        with suppress(ServerError):  # it has ended by itself meanwhile
            session.run(KILL.format(number=int(number)))


def _end(session: Session, home: Home | None) -> None:
    if home is not None:
        _end_git(home, session.database or "")
    with suppress(ServerError), Session(session.address, None, read_seconds=SECONDS) as other:
        other.run(KILL.format(number=session.last_connection_id))


def _end_git(home: Home, database: str) -> None:
    from beadwork.dolt.server.machine import git_children  # psutil costs 10 ms

    known = record.read(home)
    if known is not None:
        git_children.end(known.pid, home.data, database)
