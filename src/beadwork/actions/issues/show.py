"""Read issues with all that belongs to them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from beadwork.dolt.connection.server_errors import ServerError
from beadwork.dolt.connection.session import Result
from beadwork.model.dependencies.dependency import PARENT_CHILD, Dependency
from beadwork.model.dependencies.readiness import OVER
from beadwork.model.issues import field_table
from beadwork.model.issues.comment import Comment
from beadwork.model.issues.issue import Issue
from beadwork.model.merging import conflict
from beadwork.model.merging.conflict import Candidate
from beadwork.store import conflicts, id_lists
from beadwork.store.dependencies import cross_rig_dependents, cross_rig_targets, dependencies
from beadwork.store.issues import comments, issues

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Statement
    from beadwork.dolt.writing.transaction import Reader
    from beadwork.model.dependencies.cross_rig import Neighbour
    from beadwork.store.dependencies.cross_rig_dependents import IncomingEdge


_OF_EVERY_ISSUE = tuple(field.name for field in field_table.FIELDS if field.required)
"""The fields of a neighbour; programs of others refuse an issue that lacks one of them."""


class DependencyEnd(NamedTuple):
    """One edge seen from an issue: the other issue (None where it cannot be read), and the kind."""

    id: str
    type: str
    issue: Issue | None

    def to_dict(self, *, full: bool = False) -> dict[str, Any]:
        """Return the other issue as a JSON object, as `bd show --json` lists it: what every issue
        has, or all of it with `full`.
        """
        if self.issue is None:  # foreign, or not in this tracker
            return {"id": self.id, "dependency_type": self.type, "missing": True}
        found = self.issue.to_dict()
        if not full:
            found = {name: found[name] for name in _OF_EVERY_ISSUE}
        return {**found, "dependency_type": self.type}


class Detail(NamedTuple):
    """An issue with its edges, children, comments and undecided values."""

    issue: Issue
    dependencies: list[DependencyEnd]
    dependents: list[DependencyEnd]
    comments: list[Comment]
    conflicts: list[Candidate]
    """The undecided values, those of one field together."""
    over: tuple[str, ...] = OVER
    """The statuses that are over in this tracker."""

    @property
    def children(self) -> list[Issue]:
        """The issues whose parent this one is."""
        return [end.issue for end in self.dependents if end.type == PARENT_CHILD and end.issue]

    @property
    def closed_children(self) -> int:
        """The number of children that are over."""
        return sum(child.status in self.over for child in self.children)

    def to_dict(self, *, full: bool = False) -> dict[str, Any]:
        """Return the issue with its edges and comments, as `bd show --json` prints it. With `full`
        the issues at the other ends have all their fields.
        """
        found = self.issue.to_dict()
        found["dependencies"] = [end.to_dict(full=full) for end in self.dependencies]
        found["dependents"] = [end.to_dict(full=full) for end in self.dependents]
        found["comments"] = [comment.to_dict() for comment in self.comments]
        if self.conflicts:
            found["conflicts"] = conflict.of_issue(self.issue, self.conflicts)
        found["dependency_count"] = len(self.dependencies)
        found["dependent_count"] = len(self.dependents)
        found["comment_count"] = len(self.comments)
        if self.issue.type == "epic":
            found["epic_total_children"] = len(self.children)
            found["epic_closed_children"] = self.closed_children
        return found

    def to_json(self) -> str:
        """Return `to_dict` as one line of JSON."""
        return json.dumps(self.to_dict(), ensure_ascii=False)


def show(reader: Reader, parts: Sequence[str]) -> list[Detail]:
    """Return the issues that these ids or parts of ids name, in that order.

    Full ids take two round trips: the issues and their edges, then the issues at the other ends. In
    a town the same round trips read the edges of other trackers that lead to the issues.

    Raises:
        NotFound, Ambiguous: a part names no issue, or several.
    """
    around = cross_rig_dependents.other_trackers(reader)
    try:
        return _show(reader, parts, around)
    except ServerError as error:
        if not around or not cross_rig_dependents.is_missing_tracker(error):
            raise
    return _show(reader, parts, cross_rig_dependents.readable(reader, around))


def _show(reader: Reader, parts: Sequence[str], around: Sequence[Neighbour]) -> list[Detail]:
    answers = _answers(reader, tuple(parts), around)
    found = issues.from_by_ids(reader, parts, answers[0].rows)
    ids = tuple(issue.id for issue in found)
    if any(part not in ids for part in parts):
        answers = _answers(reader, ids, around)
    leaving = [dependencies.from_row(row) for row in answers[1].rows]
    reaching = [dependencies.from_row(row) for row in answers[2].rows]
    away = cross_rig_dependents.from_results(reader, around, answers[6:], ids)
    remarks = [comments.from_row(row) for row in answers[3].rows]
    children = [issues.from_row(row) for row in answers[4].rows]
    waiting = [conflicts.from_row(row) for row in answers[5].rows]
    others = {child.id: child for child in children}
    others.update(_others(reader, found, leaving, reaching, set(others), away))
    reaching += [incoming.edge for incoming in away]
    return [
        _detail(issue, leaving, reaching, remarks, children, others, waiting) for issue in found
    ]


def _answers(reader: Reader, ids: tuple[str, ...], around: Sequence[Neighbour]) -> list[Result]:
    """Ask all questions in one packet. A database without the table `conflicts` is asked once more
    without that table.
    """
    elsewhere = cross_rig_dependents.statements(around, ids)
    try:
        return reader.read(*_about(ids), conflicts.of_issues(ids), *elsewhere)
    except ServerError as error:
        if not conflicts.is_older(error):
            raise
    about = reader.read(*_about(ids), *elsewhere)
    return [*about[:5], Result((), 0), *about[5:]]


def _about(ids: tuple[str, ...]) -> list[Statement]:
    return [
        id_lists.statement(sql, ids)
        for sql in (
            issues.BY_IDS,
            dependencies.OF_ISSUES,
            dependencies.ON_ISSUES,
            comments.OF_ISSUES,
            issues.CHILDREN,
        )
    ]


def _others(
    reader: Reader,
    found: Sequence[Issue],
    leaving: Sequence[Dependency],
    reaching: Sequence[Dependency],
    listed: set[str],
    away: Sequence[IncomingEdge],
) -> dict[str, Issue]:
    """Return the issues at the other ends, by id, including those in other trackers."""
    wanted = {edge.depends_on_id for edge in leaving} | {edge.issue_id for edge in reaching}
    wanted |= {issue.parent for issue in found if issue.parent}
    wanted -= listed
    ends = {
        incoming.edge.issue_id: incoming.tracker
        for incoming in away
        if incoming.tracker.address is None
    }
    on_other_servers = {
        incoming.edge.issue_id: incoming.tracker
        for incoming in away
        if incoming.tracker.address is not None
    }
    far = (
        {
            issue_id: found.issue
            for issue_id, found in cross_rig_targets.read(reader, on_other_servers).items()
        }
        if on_other_servers
        else {}
    )
    if not wanted and not ends:
        return far
    own: list[Statement] = [issues.by_ids(sorted(wanted))] if wanted else []
    answers = reader.read(*own, *cross_rig_targets.statements(ends))
    here = {row[0]: issues.from_row(row) for answer in answers[: len(own)] for row in answer.rows}
    missing = [
        (edge.issue_id, edge.depends_on_id)
        for edge in leaving
        if edge.depends_on_id not in here.keys() | listed
    ]
    waiting = cross_rig_targets.from_results(ends, answers[len(own) :])
    targets = waiting | cross_rig_targets.of_edges(reader, missing, "")
    return far | cross_rig_targets.issues_of(targets) | here


def _detail(
    issue: Issue,
    leaving: Sequence[Dependency],
    reaching: Sequence[Dependency],
    remarks: Sequence[Comment],
    children: Sequence[Issue],
    others: dict[str, Issue],
    candidates: Sequence[Candidate],
) -> Detail:
    up = (
        [DependencyEnd(issue.parent, PARENT_CHILD, others.get(issue.parent))]
        if issue.parent
        else []
    )
    down = [
        DependencyEnd(child.id, PARENT_CHILD, child)
        for child in children
        if child.parent == issue.id
    ]
    return Detail(
        issue,
        up
        + [
            DependencyEnd(edge.depends_on_id, edge.type, others.get(edge.depends_on_id))
            for edge in leaving
            if edge.issue_id == issue.id
        ],
        down
        + [
            DependencyEnd(edge.issue_id, edge.type, others.get(edge.issue_id))
            for edge in reaching
            if edge.depends_on_id == issue.id
        ],
        [comment for comment in remarks if comment.issue_id == issue.id],
        [candidate for candidate in candidates if candidate.issue_id == issue.id],
    )
