"""Ask a server that is not ours to start until it answers, with growing, jittered pauses."""

from __future__ import annotations

from tenacity import (
    RetryCallState,
    Retrying,
    retry_if_exception,
    stop_after_delay,
    wait_random_exponential,
)

from beadwork import errors
from beadwork.dolt.connection.address import Address
from beadwork.dolt.connection.server_errors import Fault, ServerError, explain
from beadwork.dolt.server.access import ask_uuid


def answered(address: Address, seconds: float) -> None:
    """Return when the server answers.

    Raises:
        NoServer: it has not for `seconds`.
        AccessDenied: it refuses the login, which is not tried again.
    """
    retrying = Retrying(
        stop=stop_after_delay(seconds),
        wait=wait_random_exponential(multiplier=0.1, max=5),
        retry=retry_if_exception(_passes),
        retry_error_callback=_give_up(address, seconds),
    )
    try:
        retrying(ask_uuid, address)
    except ServerError as error:
        raise explain_untrusted(address, error) if untrusted(error) else explain(error) from error


def _passes(error: BaseException) -> bool:
    return (
        isinstance(error, ServerError)
        and error.fault in (Fault.REFUSED, Fault.LOST)
        and not untrusted(error)
    )


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


def _give_up(address: Address, seconds: float):  # type: ignore[no-untyped-def]
    def raise_no_server(state: RetryCallState) -> None:
        cause = state.outcome.exception() if state.outcome else None
        raise errors.NoServer(
            f"no server answers at {address.name()} (asked for {seconds:g} s): {cause}",
            hint="start it, or correct the address that `bd where` shows",
        )

    return raise_no_server
