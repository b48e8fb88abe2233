"""Ask a server that is not ours to start until it answers, with growing, jittered pauses."""

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
"""Seconds that the last try has at least."""
BACKOFF = Backoff(
    tries=None,
    first=float_setting("connection.external-delay"),
    longest=float_setting("connection.external-longest-delay"),
)


def answered(address: Address, seconds: float, since: float | None = None) -> None:
    """Return when the server answers.

    `since` is when it was tried first, by the monotonic clock: `seconds` count from there.

    Raises:
        NoServer: it has not for `seconds`.
        AccessDenied: it refuses the login, which is not tried again.
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
    """Tell whether it was we who hung up, over TLS: waiting mends no certificate."""
    lowered = error.text.lower()
    return "certificate verify failed" in lowered or "[ssl" in lowered


def explain_untrusted(address: Address, error: ServerError) -> errors.AccessDenied:
    """Return the error for a server that could not be trusted."""
    return errors.AccessDenied(
        f"the TLS certificate of {address.name()} is not trusted: {error.text}",
        hint="BEADS_DOLT_SERVER_CA=/path/to/ca.pem names the authority that signed it",
    )
