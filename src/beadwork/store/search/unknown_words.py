"""Tell an unknown word from an empty list: `-s opne` is a typing error, and not a filter that
matches nothing.

An import keeps statuses and types that the tracker does not know, so a word in the table is known
as well. The table is read only if the vocabulary lacks a word of the filter, and the list is empty
or the word is one to exclude: a list without what nothing has is no empty one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from beadwork.errors import Usage
from beadwork.model.issues.kinds import DELETED, Vocabulary
from beadwork.store.search.filters import Filter

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader

STATUSES = "SELECT DISTINCT status FROM issues WHERE status IN %s"
TYPES = "SELECT DISTINCT type FROM issues WHERE type IN %s"


def refuse(reader: Reader, wanted: Filter, vocabulary: Vocabulary) -> None:
    """Refuse a filter with a status or a type that does not exist.

    Raises:
        Usage: there is such a word; the message has it, and the known words.
    """
    statuses = (*wanted.statuses, *wanted.statuses_not)
    _refuse(reader, STATUSES, "status", statuses, tuple(vocabulary.statuses))
    _refuse(reader, TYPES, "issue type", (*wanted.types, *wanted.types_not), vocabulary.types)


def _refuse(
    reader: Reader, sql: str, noun: str, words: tuple[str, ...], known: tuple[str, ...]
) -> None:
    unknown = tuple(word for word in words if word not in known)
    if not unknown:
        return
    existing = {row[0] for row in reader.rows(sql, unknown)}
    for word in unknown:
        if word not in existing:
            offered = ", ".join(word for word in known if word != DELETED)
            raise Usage(f'unknown {noun} "{word}"', hint=f"one of {offered}")
