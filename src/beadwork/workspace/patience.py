"""Ask a server that is not ours to start until it answers, with growing, jittered pauses."""

from __future__ import annotations

from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_delay, wait_random_exponential

from beadwork import errors
from beadwork.dolt.address import Address
from beadwork.dolt.faults import Fault, ServerError, explain
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
        raise explain(error) from error


def _passes(error: BaseException) -> bool:
    return isinstance(error, ServerError) and error.fault in (Fault.REFUSED, Fault.LOST)


def _give_up(address: Address, seconds: float):  # type: ignore[no-untyped-def]
    def raise_no_server(state: RetryCallState) -> None:
        cause = state.outcome.exception() if state.outcome else None
        raise errors.NoServer(
            f"no server answers at {address.name()} (asked for {seconds:g} s): {cause}",
            hint="start it, or correct the address that `bd where` shows",
        )

    return raise_no_server
