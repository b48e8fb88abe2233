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
    """Return the key and the value of KEY=VALUE. A value that is no JSON is a text.

    Raises:
        Usage: `entry` is no pair, or its value could not be stored unchanged.
    """
    from beadwork.model.exchange import json_reader

    key, equals, text = entry.partition("=")
    if not equals or not key:
        raise errors.Usage(f'not KEY=VALUE: "{entry}"', hint="--set-metadata branch=main")
    if text in ("NaN", "Infinity", "-Infinity"):  # numbers in Python, but not in JSON
        return key, text
    try:
        return key, json_reader.parse(text)
    except json_reader.NotJson:
        return key, text
    except json_reader.BadRow as error:
        import json

        from beadwork.model.hints import command

        as_text = f"{key}={json.dumps(text, ensure_ascii=False)}"
        hint = f"{command('--set-metadata', as_text)} keeps it as a text"
        raise errors.Usage(f"{key}: {error}", hint=hint) from None
