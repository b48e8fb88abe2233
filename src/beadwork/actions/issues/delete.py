"""Delete issues. A preview says what is deleted with them, and a restore brings them back, since
history keeps everything.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from beadwork.actions.issues import claim_guard
from beadwork.errors import NotFound
from beadwork.model.dependencies.dependency import Dependency
from beadwork.model.hints import command
from beadwork.model.issues.ids import suffix_of
from beadwork.model.issues.issue import Issue
from beadwork.store import conflicts, id_lists
from beadwork.store.dependencies import cross_rig_dependents, dependencies
from beadwork.store.dependencies.cross_rig_dependents import IncomingEdge
from beadwork.store.history import log
from beadwork.store.identity_check import UNCONFIGURED, TrackerProfile
from beadwork.store.issues import comments, issues

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader, Transaction


class Deletion(NamedTuple):
    """Issues, and what is deleted with them. `commit` is the last commit that has them."""

    issues: list[Issue]
    edges: list[Dependency]
    comments: int
    orphans: list[tuple[str, str]]
    """Children that stay and lose their parent, each with that parent."""
    commit: str
    elsewhere: list[IncomingEdge]
    """Edges of other trackers of the town that point at the issues. They stay, hold nobody, and
    serve again after a restore.
    """

    @property
    def ids(self) -> list[str]:
        return [issue.id for issue in self.issues]


def preview(reader: Reader, parts: Sequence[str]) -> Deletion:
    """Return what `delete` would delete.

    Raises:
        NotFound, Ambiguous: a part names no issue, or several.
    """
    found = issues.get_all(reader, parts)
    ids = tuple(issue.id for issue in found)
    leaving, reaching, remarks, children, head = reader.read(
        id_lists.statement(dependencies.OF_ISSUES, ids),
        id_lists.statement(dependencies.ON_ISSUES, ids),
        id_lists.statement(comments.COUNT_OF, ids),
        id_lists.statement(issues.CHILD_STATES, ids),
        (log.HEAD, ()),
    )
    deleted = frozenset(ids)
    edges = {row[:3]: dependencies.from_row(row) for row in (*leaving.rows, *reaching.rows)}
    return Deletion(
        found,
        list(edges.values()),
        int(remarks.rows[0][0]),
        [(row[1], row[0]) for row in children.rows if row[1] not in deleted],
        str(head.rows[0][0]),
        cross_rig_dependents.incoming_edges(reader, ids),
    )


def _refuse_parts(parts: Sequence[str], deletion: Deletion) -> None:
    """Refuse parts of ids: `bd-a` must not delete `bd-ab` once `bd-a` is gone. An id without its
    prefix is enough.

    Raises:
        NotFound: with the full id that the part matches.
    """
    for part in parts:
        full = {name for issue_id in deletion.ids for name in (issue_id, suffix_of(issue_id))}
        if part not in full:
            fitting = next(
                (issue_id for issue_id in deletion.ids if part in issue_id), deletion.ids[0]
            )
            raise NotFound(
                f'no issue is called "{part}"; delete takes whole ids, and {fitting} is another',
                hint=command("bd", "restore", part, "--view"),
            )


def delete(
    tx: Transaction, parts: Sequence[str], profile: TrackerProfile = UNCONFIGURED
) -> Deletion:
    """Delete issues with their edges and comments, and return what was deleted. Children that stay
    lose their parent.

    Raises:
        NotFound: an id names no issue; a part of one is not enough here.
    """
    found = preview(tx, parts)
    _refuse_parts(parts, found)
    claim_guard.check(tx, found.issues, profile, force=True)  # only --force deletes
    dependencies.remove_of(tx, found.ids)
    comments.remove_of(tx, found.ids)
    conflicts.remove_of(tx, found.ids)
    issues.remove(tx, found.ids)
    for issue in found.issues:
        tx.say(f"bd: delete {issue.id}: {issue.title}")
    return found
