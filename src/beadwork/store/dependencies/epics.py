"""Epics that are not over, with the progress of their children and with what blocks them."""

from __future__ import annotations

from typing import NamedTuple

from beadwork.dolt.writing.transaction import Reader
from beadwork.model.issues.issue import Issue
from beadwork.model.issues.kinds import DELETED
from beadwork.store.dependencies import blockers
from beadwork.store.issues import issues

OPEN_EPICS = issues.select("""WHERE type = 'epic' AND status NOT IN %s
    ORDER BY priority, created_at DESC, id
""")
PROGRESS = f"""
    SELECT c.parent, COUNT(*), COUNT(CASE WHEN c.status IN %s THEN 1 END)
    FROM issues c JOIN issues e ON e.id = c.parent
    WHERE e.type = 'epic' AND e.status NOT IN %s AND NOT (c.status <=> '{DELETED}')
    GROUP BY c.parent
"""


class EpicProgress(NamedTuple):
    """An epic, how many children it has, and how many of them are closed."""

    epic: Issue
    children: int
    closed: int
    blockers: tuple[str, ...]

    @property
    def eligible(self) -> bool:
        """Whether `close` would accept the epic: it has children, all of them are closed, and no
        open work blocks it.
        """
        return self.children > 0 and self.children == self.closed and not self.blockers


def progress(reader: Reader, over: tuple[str, ...]) -> list[EpicProgress]:
    """Return every epic whose status is none of `over`, the most urgent first."""
    rows, counted = reader.read((OPEN_EPICS, (over,)), (PROGRESS, (over, over)))
    children = {row[0]: (int(row[1]), int(row[2])) for row in counted.rows}
    epics = [issues.from_row(row) for row in rows.rows]
    blocked = blockers.of_issues(reader, [epic.id for epic in epics], over)
    return [
        EpicProgress(epic, *children.get(epic.id, (0, 0)), blockers=tuple(blocked.get(epic.id, ())))
        for epic in epics
    ]
