"""Look at the newest commit of a branch, and leave a server alone that is away.

A question would start the server, or wait for it. Whoever only listens does not start a server that
a person has stopped, and outlives a restart of any length.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from beadwork.dolt.connection.server_errors import ServerError
from beadwork.store.history import log

if TYPE_CHECKING:
    from beadwork.workspace.connection.link import Link


def newest_commit(link: Link) -> str | None:
    """Return the hash of the newest commit, in one round trip. Return None where the server is
    away.

    Raises:
        BeadworkError: what answers is not the tracker.
    """
    try:
        return log.head(link.session)
    except ServerError as error:
        if not error.is_lost:
            return link.ask(log.head)
    link.choose_again()
    return None
