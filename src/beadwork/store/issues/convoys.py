"""Convoys: issues of `hq` of the type `convoy`, with an edge `tracks` to each bead, of any rig.

Both are rows like any other, so a convoy has a history, and goes with `hq` to its remotes.
"""

from __future__ import annotations

from collections.abc import Sequence

from beadwork.dolt.connection.session import Statement

TYPE = "convoy"
TRACKS = "tracks"

ALL: Statement = (
    """
    SELECT id, title, status FROM issues WHERE type = 'convoy' ORDER BY created_at, id
    """,
    (),
)
MEMBERS: Statement = (
    """
    SELECT d.issue_id, d.depends_on_id FROM dependencies d JOIN issues i ON i.id = d.issue_id
    WHERE i.type = 'convoy' AND d.type = 'tracks' ORDER BY d.created_at, d.depends_on_id
    """,
    (),
)
BEADS = "SELECT id, title, status, assignee FROM issues WHERE id IN %s"
RENAMED = """
    SELECT id, title, status, assignee FROM issues
    WHERE JSON_CONTAINS(JSON_EXTRACT(extra, '$.former_ids'), JSON_QUOTE(%s)) LIMIT 1
"""


def beads(ids: Sequence[str]) -> Statement:
    """Return the statement for (id, title, status, assignee) of beads."""
    return (BEADS, (tuple(ids),))


def renamed(former: str) -> Statement:
    """Return the statement for the bead that had an id before it was renamed."""
    return (RENAMED, (former,))
