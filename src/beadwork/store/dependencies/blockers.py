"""Which open issues block an issue directly, those in other trackers of the town among them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from beadwork.dolt.connection.session import Row, Statement
from beadwork.model.dependencies.dependency import BLOCKING
from beadwork.model.dependencies.readiness import OVER
from beadwork.store import id_lists
from beadwork.store.dependencies import cross_rig_targets

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader

WITH_STATUS = """
    SELECT d.issue_id, d.depends_on_id, d.type, b.status
    FROM dependencies d LEFT JOIN issues b ON b.id = d.depends_on_id
    WHERE d.issue_id IN %s
"""


def of_issues(
    reader: Reader, ids: Sequence[str], over: Collection[str] = OVER
) -> dict[str, list[str]]:
    """Return the ids of the issues that block each of `ids` directly and are not over. An issue
    without blockers has no entry.
    """
    return from_rows(reader, id_lists.rows(reader, WITH_STATUS, ids), over)


def statement(ids: Sequence[str]) -> Statement:
    """Return the statement whose rows `from_rows` reads.

    It has no condition on the type of edge, which `from_rows` checks. With the condition, Dolt
    looks up each id three times: 200 ids take 45 ms instead of 8 ms.
    """
    return id_lists.statement(WITH_STATUS, ids)


def from_rows(
    reader: Reader, rows: Iterable[Row], over: Collection[str] = OVER
) -> dict[str, list[str]]:
    """Return the ids of the issues that block each issue directly, from the rows of `statement`.
    Each blocker is there once, in order.

    The reader is used only if an edge leads into another tracker.
    """
    blocking = [
        (issue_id, target, status is not None and status not in over)
        for issue_id, target, kind, status in rows
        if kind in BLOCKING
    ]
    targets = cross_rig_targets.of_edges(
        reader, ((issue_id, target) for issue_id, target, is_open in blocking if not is_open)
    )
    found: dict[str, set[str]] = {}
    for issue_id, target, is_open in blocking:
        if cross_rig_targets.is_open(targets, target, is_open):
            found.setdefault(issue_id, set()).add(target)
    return {issue_id: sorted(blockers) for issue_id, blockers in sorted(found.items())}
