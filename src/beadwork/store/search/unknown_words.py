"""Tell a word that nobody knows from a list that is empty: `-s opne` is a slip, not a question
without an answer.

An import keeps statuses and types that the tracker does not know, so what stands in the table is
known as well. Asked only where a list came out empty, and there only where the vocabulary lacks a
word: it costs nothing otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from beadwork.errors import Usage
from beadwork.model.issues.kinds import Vocabulary
from beadwork.store.search.filters import Filter

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader

STATUSES = "SELECT DISTINCT status FROM issues WHERE status IN %s"
TYPES = "SELECT DISTINCT type FROM issues WHERE type IN %s"


def refuse(reader: Reader, wanted: Filter, vocabulary: Vocabulary) -> None:
    """Raise where a filter asks for a status or a type that there is not.

    Raises:
        Usage: with the word, and those that are known.
    """
    _refuse(reader, STATUSES, "status", wanted.statuses, tuple(vocabulary.statuses))
    _refuse(reader, TYPES, "issue type", wanted.types, vocabulary.types)


def _refuse(
    reader: Reader, sql: str, noun: str, words: tuple[str, ...], known: tuple[str, ...]
) -> None:
    unknown = tuple(word for word in words if word not in known)
    if not unknown:
        return
    existing = {row[0] for row in reader.rows(sql, unknown)}
    for word in unknown:
        if word not in existing:
            offered = ", ".join(word for word in known if word != "tombstone")
            raise Usage(f'unknown {noun} "{word}"', hint=f"one of {offered}")
