"""Compare and set: what a write asks before it is made, by the flags of `add_compare`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from beadwork.actions.history import unchanged
from beadwork.errors import Usage

if TYPE_CHECKING:
    from beadwork.console.console import Console
    from beadwork.dolt.writing.transaction import Transaction


def of(console: Console) -> Callable[[Transaction], object]:
    """Return what asks, in the transaction of a write, whether the issues of the command line are
    as the flags say.

    Raises:
        Usage: the time is none, or a flag is empty.
    """
    for name, value in console.condition.items():
        if not value.strip():
            raise Usage(f"--{name.replace('_', '-')} needs a value", hint="bd show ID --json")
    parts = list(dict.fromkeys(console.subjects))
    updated_at = _time(console.condition.get("if_updated_at"))
    commit = console.condition.get("if_commit")
    return lambda tx: unchanged.require(tx, parts, updated_at=updated_at, commit=commit)


def _time(text: str | None) -> datetime | None:
    if text is None:
        return None
    from beadwork.model.times.date_input import parse_timestamp

    try:
        return parse_timestamp(text)
    except ValueError:
        raise Usage(
            f'--if-updated-at is not a time: "{text}"', hint="bd show ID --json   has updated_at"
        ) from None
