"""Which issues are private at a commit (model/sovereignty/private.py), read for a few of them: only
their rows and those of what is above them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from beadwork.dolt.connection.session import OfAnySchema
from beadwork.model.sovereignty import private
from beadwork.model.sovereignty.private import Marked
from beadwork.store import id_lists, json_columns

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Result, Statement
    from beadwork.dolt.writing.transaction import Reader

MARKS = OfAnySchema("SELECT * FROM issues AS OF %s WHERE id IN %s", Marked._fields)
PACKET = 100
"""Statements in one packet."""


def marked(issue_id: str, parent: str | None, labels: str | None, metadata: str | None) -> Marked:
    """Return the columns of an issue that say whether it is private, from its row."""
    return Marked(issue_id, parent, json_columns.texts(labels), json_columns.mapping(metadata))


def at_each(reader: Reader, issues: Mapping[str, Iterable[Marked]]) -> dict[str, frozenset[str]]:
    """Return which of the issues at each commit are private, and which of those above them, in one
    round trip for each level above.
    """
    known = {commit: {mark.id: mark for mark in marks} for commit, marks in issues.items()}
    missing = {commit: _above(marks.values()) - marks.keys() for commit, marks in known.items()}
    while any(missing.values()):
        found: dict[str, list[Marked]] = {commit: [] for commit in missing}
        questions = [
            (commit, (MARKS, (commit, tuple(chunk))))
            for commit, names in missing.items()
            for chunk in id_lists.chunks(sorted(names))
        ]
        for commit, _, answer in answers(reader, questions):
            found[commit] += [marked(*row) for row in answer.rows]
        for commit, marks in found.items():
            known[commit].update((mark.id, mark) for mark in marks)
        missing = {commit: _above(marks) - known[commit].keys() for commit, marks in found.items()}
    return {commit: private.ids(marks.values()) for commit, marks in known.items()}


def answers(
    reader: Reader, questions: Sequence[tuple[str, Statement]]
) -> list[tuple[str, str, Result]]:
    """Ask many questions, each about a commit. Return commit, SQL and result of each."""
    found = []
    for start in range(0, len(questions), PACKET):
        packet = questions[start : start + PACKET]
        results = reader.read(*(question for _, question in packet))
        found += [
            (commit, sql, result)
            for (commit, (sql, _)), result in zip(packet, results, strict=True)
        ]
    return found


def _above(marks: Iterable[Marked]) -> set[str]:
    return {name for mark in marks for name in private.above(mark)}
