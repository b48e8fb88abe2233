"""Wait for a server that we may not start: ask until it answers, with growing, jittered pauses."""

from __future__ import annotations

import time

from beadwork import errors
from beadwork.dolt.backoff import Backoff
from beadwork.dolt.connection.address import Address
from beadwork.dolt.connection.server_errors import ServerError, explain
from beadwork.dolt.connection.timeouts import login_seconds
from beadwork.dolt.server.access import ask_uuid
from beadwork.model.settings_table import float_setting

SHORTEST = 0.5
"""The fewest seconds that a try has, even the last one."""
BACKOFF = Backoff(
    tries=None,
    first=float_setting("connection.external-delay"),
    longest=float_setting("connection.external-longest-delay"),
)


def answered(address: Address, seconds: float, since: float | None = None) -> None:
    """Return as soon as the server answers.

    `since` is the time of the first try, by the monotonic clock: `seconds` count from there.

    Raises:
        NoServer: the server has not answered for `seconds`.
        AccessDenied: the server refuses the login, which is not tried again.
    """
    deadline = (since or time.monotonic()) + seconds
    for delay in BACKOFF.delays():
        try:
            left = deadline - time.monotonic()
            ask_uuid(address, login_seconds=min(max(left, SHORTEST), login_seconds()))
            return
        except ServerError as error:
            if untrusted(error):
                raise explain_untrusted(address, error) from error
            if not error.is_lost:
                raise explain(error) from error
            if time.monotonic() >= deadline:
                raise errors.NoServer(
                    f"no server answers at {address.name()} (asked for {seconds:g} s): {error}",
                    hint="start it, or correct the address that `bd where` shows",
                ) from error
        BACKOFF.wait(delay)


def untrusted(error: ServerError) -> bool:
    """Tell whether we closed the connection because of TLS: waiting repairs no certificate."""
    lowered = error.text.lower()
    return "certificate verify failed" in lowered or "[ssl" in lowered


def explain_untrusted(address: Address, error: ServerError) -> errors.AccessDenied:
    """Return the error for a server that could not be trusted."""
    return errors.AccessDenied(
        f"the TLS certificate of {address.name()} is not trusted: {error.text}",
        hint="BEADS_DOLT_SERVER_CA=/path/to/ca.pem names the authority that signed it",
    )
