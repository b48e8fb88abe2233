"""Store a memory under a key, for all later sessions, and delete it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from beadwork.errors import Invalid, NotFound
from beadwork.model.issues import issue as values
from beadwork.store import memories

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Transaction

KEY_LENGTH = 48
"""The length of a key that is made of a text: long enough to be recognized, short enough to type.
"""


class Remembered(NamedTuple):
    """A key, its value, and what happened: created, updated, unchanged or deleted."""

    key: str
    value: str
    action: str


def check(text: str, key: str | None) -> tuple[str, str | None]:
    """Return the text and the key as they are stored.

    Raises:
        Invalid: the text or the key is empty or too long.
    """
    value = values.text("memory", text.strip())
    if value is None:
        raise Invalid("no text to remember is given", hint='bd remember "TEXT"')
    named = values.name("key", key)
    if key is not None and named is None:
        raise Invalid("the key is empty")
    return value, named


def slug(text: str) -> str:
    """Return a key made of the first words of a text, in any script.

    Raises:
        Invalid: the text has no word.

    >>> slug("Tests need DOLT on the PATH; see the README for more, please")
    'tests-need-dolt-on-the-path-see-the-readme-for'
    """
    words = re.findall(r"[^\W_]+", text.lower())
    if not words:
        raise Invalid("no key can be made of this text", hint="bd remember TEXT --key KEY")
    kept: str = words[0][:KEY_LENGTH]
    for word in words[1:]:
        if len(kept) + 1 + len(word) > KEY_LENGTH:
            break
        kept = f"{kept}-{word}"
    return kept


def remember(tx: Transaction, text: str, key: str | None = None) -> Remembered:
    """Store `text` under `key`, and replace the text that was there. Without a key a new one is
    made of the first words.

    Raises:
        Invalid: as `check` and `slug`.
    """
    value, named = check(text, key)
    key = named or _free_key(tx, slug(value), value)
    before = memories.get(tx, key)
    if before == value:
        return Remembered(key, value, "unchanged")
    memories.put(tx, key, value)
    tx.say(f"bd: remember {key}: {value}")
    return Remembered(key, value, "created" if before is None else "updated")


def _free_key(tx: Transaction, base: str, value: str) -> str:
    """Return a key that is free, or that has this text already.

    Two texts may begin alike, and a key that nobody chose must not replace another memory.
    """
    key, number = base, 1
    while memories.get(tx, key) not in (None, value):
        number += 1
        key = f"{base}-{number}"
    return key


def forget(tx: Transaction, key: str) -> Remembered:
    """Delete the memory of a key and return it.

    Raises:
        NotFound: the key has no memory.
    """
    value = memories.get(tx, key)
    if value is None:
        raise unknown(key)
    memories.remove(tx, key)
    tx.say(f"bd: forget {key}")
    return Remembered(key, value, "deleted")


def unknown(key: str) -> NotFound:
    """Return the error for a key without a memory."""
    return NotFound(f'nothing is remembered as "{key}"', hint="bd memories", name=key)
