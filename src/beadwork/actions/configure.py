"""Settings that every clone shares: the table `config`, changed by the write protocol, checked
before they are written.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from beadwork.errors import Invalid, NotFound
from beadwork.model.issues import issue as values
from beadwork.model.issues.ids import check_prefix
from beadwork.model.issues.kinds import STATUSES, check_categories
from beadwork.model.settings_table import int_setting, words_setting
from beadwork.store import config

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader, Transaction

KV = "kv."
"""The table `config` has the keys of `bd kv` with this prefix. `bd config` hides them."""

WORDS = ("ready.sort", "claim.guard")
"""Settings that are one of some words."""

_WORD = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


def check_key(key: str) -> str:
    """Return a key of 1 to 255 characters without white space.

    Raises:
        Invalid: the key is empty, longer, or has white space.
    """
    named = values.name("key", key)
    if named is None or any(character.isspace() for character in named):
        raise Invalid(f'not a key: "{key}"', hint="a key like issue_prefix or my-tool.color")
    return named


def check(key: str, value: str) -> tuple[str, str]:
    """Return the key and the value as they are stored.

    Raises:
        Invalid: the key is invalid, or the tracker could not work with that value.
    """
    key = check_key(key)
    value = values.text(key, value) or ""
    if key == "issue_prefix":
        return key, _prefix(value)
    if key == "status.custom":
        check_categories(value)
        _words(key, [entry.partition(":")[0] for entry in value.split(",")], taken=tuple(STATUSES))
    if key in WORDS:
        _one_of(key, value)
    if key == "claim.lease":
        return key, _minutes(key, value)
    if key == "actor":
        return key, values.name(key, value) or ""
    if key == "types.custom":
        _words(key, value.split(","))
    return key, value


def _prefix(value: str) -> str:
    try:
        return check_prefix(value)
    except Invalid as error:
        raise Invalid(
            error.message, hint=error.hint.replace("bd init --prefix", "bd config set issue_prefix")
        ) from None


def _minutes(key: str, value: str) -> str:
    """Return a whole number of minutes, up to a year."""
    text, longest = value.strip(), int_setting("claim.longest-lease")
    is_number = text.isascii() and text.isdigit() and len(text) <= len(str(longest))
    if is_number and int(text) <= longest:
        return str(int(text))
    raise Invalid(
        f'{key} cannot be "{value}"', hint=f"minutes, 0 to {longest}: bd config set {key} 30"
    )


def _one_of(key: str, value: str) -> None:
    words = words_setting(key)
    if value not in words:
        raise Invalid(f'{key} cannot be "{value}"', hint=f"one of {', '.join(words)}")


def _words(key: str, words: list[str], taken: tuple[str, ...] = ()) -> None:
    for word in (entry.strip().lower() for entry in words):
        if word in taken:
            raise Invalid(f'{key}: "{word}" is built in, and its category stays')
        if word and not _WORD.fullmatch(word):
            raise Invalid(
                f'{key}: not a name: "{word}"', hint="letters, digits, - and _, at most 64"
            )


def get(reader: Reader, key: str) -> str:
    """Return the value of a setting.

    Raises:
        NotFound: the key is not set.
    """
    value = config.get(reader, key)
    if value is None:
        raise not_set(key)
    return value


def put(tx: Transaction, key: str, value: str) -> None:
    """Set a setting.

    Raises:
        Invalid: the tracker could not work with that value.
    """
    key, value = check(key, value)
    if config.get(tx, key) == value:
        return
    config.put(tx, key, value)
    tx.say(f"bd: {_shown(key, 'set')}: {value}")


def remove(tx: Transaction, key: str) -> str:
    """Remove a setting and return its old value.

    Raises:
        NotFound: the key is not set.
        Invalid: the tracker requires the setting.
    """
    if key == "issue_prefix":
        raise Invalid("a tracker needs its issue_prefix", hint="bd config set issue_prefix PREFIX")
    before = get(tx, key)
    config.remove(tx, key)
    tx.say(f"bd: {_shown(key, 'unset')}")
    return before


def _shown(key: str, verb: str) -> str:
    return f"kv {verb} {key.removeprefix(KV)}" if key.startswith(KV) else f"config {verb} {key}"


def settings(reader: Reader) -> dict[str, str]:
    """Return all settings but those of `bd kv`, by key."""
    return {
        key: value
        for key, value in config.with_prefix(reader, "").items()
        if not key.startswith(KV)
    }


def pairs(reader: Reader) -> dict[str, str]:
    """Return the pairs of `bd kv`, without the prefix of their keys."""
    return {key.removeprefix(KV): value for key, value in config.with_prefix(reader, KV).items()}


def not_set(key: str) -> NotFound:
    """Return the error for a key that is not set."""
    if key.startswith(KV):
        return NotFound(
            f'no value is stored as "{key.removeprefix(KV)}"', hint="bd kv list", name=key
        )
    return NotFound(f'"{key}" is not set', hint="bd config list", name=key)
