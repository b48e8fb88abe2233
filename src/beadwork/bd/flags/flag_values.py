"""Values of flags that several commands take: lists, dates, JSON objects."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from beadwork import errors


def date_of(text: str | None, *, end_of_day: bool = False) -> datetime | None:
    """Return the time that a text names. A day is its first second, or with `end_of_day` its last.

    Raises:
        Usage: the text is no time.
    """
    if not text:
        return None
    from beadwork.model.times import date_input

    return date_input.parse(text, datetime.now(UTC).replace(tzinfo=None), end_of_day=end_of_day)


def object_of(text: str | None) -> dict[str, Any] | None:
    """Return the JSON object that a text holds.

    Raises:
        Usage: the text is no JSON object, or has a value that could not be stored unchanged.
    """
    if not text:
        return None
    from beadwork.model.exchange import json_reader

    try:
        value = json_reader.parse(text)
    except json_reader.NotJson as error:
        raise errors.Usage(
            f"--metadata is {error}", hint="""--metadata '{"key": "value"}'"""
        ) from None
    except json_reader.BadRow as error:
        raise errors.Usage(f"--metadata: {error}", hint="write it as a text, in quotes") from None
    if not isinstance(value, dict):
        raise errors.Usage(
            "--metadata is not a JSON object", hint="""--metadata '{"key": "value"}'"""
        )
    return value


def pair_of(entry: str) -> tuple[str, Any]:
    """Return the key and the value of KEY=TEXT, whose value is that text whatever it looks like, or
    of KEY:=JSON.

    Raises:
        Usage: `entry` is no pair, or its JSON could not be stored unchanged.
    """
    key, equals, text = entry.partition("=")
    is_json = key.endswith(":")
    key = key.removesuffix(":") if is_json else key
    if not equals or not key:
        raise errors.Usage(
            f'not KEY=TEXT or KEY:=JSON: "{entry}"', hint="--set-metadata branch=main"
        )
    return key, _json_of(key, text) if is_json else text


def _json_of(key: str, text: str) -> Any:
    from beadwork.model.exchange import json_reader
    from beadwork.model.hints import command

    try:
        return json_reader.parse(text)
    except json_reader.BadRow as error:
        hint = f"{command('--set-metadata', f'{key}={text}')} keeps it as a text"
        raise errors.Usage(f"{key}: {error}", hint=hint) from None
