"""What changed in an issue between two states of the tracker, for history, diffs, the feed and
undo.

Pure. The states are given by the rows that differ: issue, edges and comments, before and after.
Fields have the names and values of the issue's JSON (`model/issues/record.py`), so that text and
JSON cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, TypeVar

from beadwork.model.dependencies.dependency import Dependency
from beadwork.model.issues.comment import Comment
from beadwork.model.issues.issue import Issue

CREATED, CHANGED, DELETED = "created", "changed", "deleted"

_QUIET = ("updated_at",)
"""Fields that change with every write, and so are no change to report."""

Row = TypeVar("Row")
Pair = tuple[Row | None, Row | None]
"""One row before and after; None where it does not exist."""


class FieldChange(NamedTuple):
    """The change of one field, by its name in JSON. A value is None where the field is unset."""

    field: str
    before: Any
    after: Any


class Change(NamedTuple):
    """What happened to one issue. Its `dependencies` are edges that leave it, its `dependents`
    edges that reach it.
    """

    id: str
    kind: str
    """`created`, `changed` or `deleted`. An issue of which only edges or comments differ is
    `changed`.
    """
    title: str
    """The newest title; "" where the issue's own row did not change and the title was not looked
    up.
    """
    fields: tuple[FieldChange, ...] = ()
    dependencies_added: tuple[Dependency, ...] = ()
    dependencies_removed: tuple[Dependency, ...] = ()
    comments_added: tuple[Comment, ...] = ()
    comments_removed: tuple[Comment, ...] = ()
    dependents_added: tuple[Dependency, ...] = ()
    dependents_removed: tuple[Dependency, ...] = ()

    def field(self, name: str) -> FieldChange | None:
        """Return the change of one field, None where it did not change."""
        return next((change for change in self.fields if change.field == name), None)


class Difference(NamedTuple):
    """The rows in which two states of a tracker differ."""

    issues: list[Pair[Issue]]
    dependencies: list[Pair[Dependency]]
    comments: list[Pair[Comment]]

    def __bool__(self) -> bool:
        return bool(self.issues or self.dependencies or self.comments)

    def ids(self) -> list[str]:
        """Return the ids of the issues whose row, leaving edges or comments differ, sorted."""
        rows = {issue.id for pair in self.issues for issue in pair if issue}
        edges = {edge.issue_id for pair in self.dependencies for edge in pair if edge}
        comments = {comment.issue_id for pair in self.comments for comment in pair if comment}
        return sorted(rows | edges | comments)


def between(difference: Difference) -> list[Change]:
    """Return what happened to each issue, in order of id. An edge counts for the issue that it
    leaves.

    >>> between(Difference([], [], []))
    []
    """
    rows = {issue.id: (old, new) for old, new in difference.issues if (issue := old or new)}
    edges = _grouped(difference.dependencies, lambda edge: edge.issue_id)
    comments = _grouped(difference.comments, lambda comment: comment.issue_id)
    ids = sorted({*rows, *edges, *comments})
    return [
        found
        for issue_id in ids
        if (
            found := of(
                issue_id,
                rows.get(issue_id, (None, None)),
                edges.get(issue_id),
                comments.get(issue_id),
            )
        )
    ]


def of(
    issue_id: str,
    row: Pair[Issue],
    edges: Iterable[Pair[Dependency]] | None = None,
    comments: Iterable[Pair[Comment]] | None = None,
    reaching: Iterable[Pair[Dependency]] | None = None,
) -> Change | None:
    """Return what happened to one issue, None where only fields like `updated_at` differ."""
    old, new = row
    kind = CHANGED if (old is None) == (new is None) else CREATED if old is None else DELETED
    edges, comments, reaching = list(edges or ()), list(comments or ()), list(reaching or ())
    change = Change(
        issue_id,
        kind,
        new.title if new else old.title if old else "",
        fields(old, new),
        dependencies_added=_only(edges, 1),
        dependencies_removed=_only(edges, 0),
        comments_added=_only(comments, 1),
        comments_removed=_only(comments, 0),
        dependents_added=_only(reaching, 1),
        dependents_removed=_only(reaching, 0),
    )
    return change if kind != CHANGED or any(change[3:]) else None


def fields(old: Issue | None, new: Issue | None) -> tuple[FieldChange, ...]:
    """Return the fields that differ, in the order of JSON. A missing issue has every field
    unset.
    """
    before: Mapping[str, Any] = old.to_dict() if old else {}
    after: Mapping[str, Any] = new.to_dict() if new else {}
    return tuple(
        FieldChange(name, before.get(name), after.get(name))
        for name in dict.fromkeys((*after, *before))
        if name != "id" and name not in _QUIET and before.get(name) != after.get(name)
    )


def _only(pairs: Iterable[Pair[Row]], side: int) -> tuple[Row, ...]:
    """Return the rows that were added (side 1) or removed (side 0). A changed row counts as
    both.
    """
    return tuple(row for pair in pairs if (row := pair[side]) is not None)


def _grouped(pairs: Iterable[Pair[Row]], key: Any) -> dict[str, list[Pair[Row]]]:
    found: dict[str, list[Pair[Row]]] = {}
    for pair in pairs:
        found.setdefault(key(pair[0] if pair[0] is not None else pair[1]), []).append(pair)
    return found
