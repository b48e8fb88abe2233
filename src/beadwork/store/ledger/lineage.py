"""Which issues are private at a commit: those that are marked so, and all below one.

An issue is below another by the column `parent`, or by its id: `demo-7.1` holds the id of `demo-7`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from beadwork.dolt.connection.session import OfAnySchema
from beadwork.model.issues import ids
from beadwork.model.sovereignty import private
from beadwork.model.sovereignty.private import Marked
from beadwork.store import id_lists, json_columns

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Result, Statement
    from beadwork.dolt.writing.transaction import Reader

MARKS = OfAnySchema("SELECT * FROM issues AS OF %s WHERE id IN %s", Marked._fields)
PACKET = 100
"""Statements in one packet."""

Lineage = Mapping[str, Marked]
"""Issues and all that is above them, by id."""


def marked(issue_id: str, parent: str | None, labels: str | None, metadata: str | None) -> Marked:
    """Return the columns of an issue that say whether it is private, from its row."""
    return Marked(issue_id, parent, json_columns.texts(labels), json_columns.mapping(metadata))


def at_each(reader: Reader, issues: Mapping[str, Iterable[Marked]]) -> dict[str, Lineage]:
    """Return the lineage of issues at each commit, in one round trip for each level above them."""
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
    return dict(known)


def is_private(issue_id: str, lineage: Lineage) -> bool:
    """Tell whether an issue, or one above it, is marked private."""
    waiting, seen = [issue_id], set[str]()
    while waiting:
        name = waiting.pop()
        if name in seen or name not in lineage:
            continue
        seen.add(name)
        if private.is_marked(lineage[name]):
            return True
        waiting += _above([lineage[name]])
    return False


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
    """Return the ids of what is directly above issues, by column and by name."""
    return {name for mark in marks for name in (mark.parent, ids.parent_of(mark.id)) if name}
