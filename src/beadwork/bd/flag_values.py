"""Values of flags that several commands take: lists, minutes, dates, JSON objects."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from beadwork import errors


def split(values: list[str] | None) -> list[str]:
    """Return the entries of flags that take several by commas."""
    return [entry.strip() for value in values or () for entry in value.split(",") if entry.strip()]


def minutes(value: int | None) -> int | None:
    """Return an estimate.

    Raises:
        Usage: it is negative, or longer than the column can hold.
    """
    if value is not None and not 0 <= value < 2**31:
        raise errors.Usage(f"an estimate cannot be {value} minutes", hint="--estimate 90")
    return value


def date_of(text: str | None) -> datetime | None:
    """Return the time that a person wrote.

    Raises:
        Usage: it is none.
    """
    if not text:
        return None
    from beadwork.model import when

    return when.parse(text, datetime.now(UTC).replace(tzinfo=None))


def object_of(text: str | None) -> dict[str, Any] | None:
    """Return a JSON object.

    Raises:
        Usage: it is none.
    """
    if not text:
        return None
    try:
        value = json.loads(text)
    except ValueError as error:
        raise errors.Usage(f"--metadata is no JSON: {error}", hint="""--metadata '{"key": "value"}'""") from None
    if not isinstance(value, dict):
        raise errors.Usage("--metadata is no JSON object", hint="""--metadata '{"key": "value"}'""")
    return value
