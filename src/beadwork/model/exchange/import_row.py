"""One row of an export, ours or another program's, as an issue with its edges and comments.

Taken are the rows of `bd export` (edges with `depends_on_id`) and of `bd show --json` (edges as
whole issues with a `dependency_type`). What the columns have no place for goes to `extra` word for
word: unknown fields, times finer than a microsecond, and what was said of the edge to the parent.
Left out is only what every list computes anew.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from beadwork.errors import Invalid
from beadwork.model.dependencies.dependency import PARENT_CHILD, Dependency
from beadwork.model.exchange import import_comments, import_edges
from beadwork.model.exchange.import_comments import Remark
from beadwork.model.exchange.import_edges import EDGES, EdgeKey, key_of
from beadwork.model.exchange.json_reader import BadRow, Fields
from beadwork.model.issues import ids, record
from beadwork.model.issues.issue import DEFAULT_PRIORITY, PRIORITIES, TITLE_LENGTH, Issue
from beadwork.model.issues.record import EXACT_TIMES, OURS, PARENT_EDGE
from beadwork.model.times.timestamps import format_timestamp

COMPUTED = (
    "dependents", "dependency_count", "dependent_count", "comment_count", "blocked_by", "blocked_by_count",
    "epic_total_children", "epic_closed_children",
)  # fmt: skip


class Told(NamedTuple):
    """What one row says."""

    line: int
    issue: Issue
    edges: tuple[Dependency, ...]
    remarks: tuple[Remark, ...]
    odd: tuple[tuple[str, str], ...]
    """Oddities: kind and detail (oddities.py)."""
    assumed: frozenset[str]
    """What the row does not say, of `created_at`, `updated_at`, EDGES (a row of a list, which has
    only their count) and PARENT_EDGE (when and by whom the edge to the parent was made).
    """
    vague: frozenset[EdgeKey | str]
    """Keys of edges and comments whose time the row does not say: what is stored already is as
    right.
    """


def read(row: dict[str, Any], line: int, now: datetime) -> Told:
    """Return what a row says; `now` stands for the creation of an issue that does not say when it
    was created.

    Raises:
        BadRow: no id, no title, a field of the wrong type or over its limit.
    """
    fields = Fields(row)
    assumed = {EDGES} if "dependency_count" in row and EDGES not in row else set()
    issue_id = _id(fields)
    created = fields.time("created_at")
    edges, vague = import_edges.read(fields, issue_id, created or now)
    remarks, undated = import_comments.read(fields, issue_id, created or now)
    issue = _issue(fields, issue_id, created or now)
    updated = fields.time("updated_at")
    issue = issue._replace(updated_at=updated or issue.created_at)
    own = next((edge for edge in edges if _is_parent(edge, issue)), None)
    edges = [edge for edge in edges if edge is not own]
    issue = issue._replace(parent=issue.parent or (own and own.depends_on_id))
    if any(edge.type == PARENT_CHILD and edge.issue_id == issue_id for edge in edges):
        fields.odd.append(("second parent", ""))
    assumed |= {
        key for key, moment in (("created_at", created), ("updated_at", updated)) if moment is None
    }
    if created is None:
        fields.odd.append(("assumed", "created_at now"))
    if own is None or key_of(own) in vague:
        own = None
        assumed.add(PARENT_EDGE)
    return Told(
        line,
        issue._replace(extra=_extra(fields, issue, own)),
        tuple(edges),
        tuple(remarks),
        tuple(dict.fromkeys(fields.odd)),
        frozenset(assumed),
        frozenset(vague | undated),
    )


def _id(fields: Fields) -> str:
    issue_id = fields.name("id")
    if issue_id is None:
        raise BadRow("no id")
    try:
        return ids.check_id(issue_id)
    except Invalid as error:
        raise BadRow(error.message) from None


def _title(fields: Fields) -> str:
    title = fields.name("title", TITLE_LENGTH)
    if title is None or not title.strip():
        raise BadRow("no title")
    if "\n" in title or "\r" in title:
        fields.odd.append(("no title line", ""))
    return title


def _issue(fields: Fields, issue_id: str, created: datetime) -> Issue:
    for computed in COMPUTED:
        fields.left.pop(computed, None)
    # Most rows have few of these fields; asking for all of them would cost half of the time that
    # reading takes.
    told = {field: read(fields, field) for field, read in _PLAIN.items() if field in fields.left}
    return Issue(
        id=issue_id,
        title=_title(fields),
        type=fields.word("issue_type", "task"),
        status=fields.word("status", "open"),
        priority=_priority(fields),
        labels=_labels(fields),
        waiters=tuple(fields.words("waiters")),
        created_at=created,
        updated_at=created,
        compaction_level=fields.number("compaction_level") or 0,
        **{**_UNSET, **told},
    )


_PLAIN: dict[str, Callable[[Fields, str], Any]] = {
    **dict.fromkeys(
        ("description", "design", "acceptance_criteria", "notes", "close_reason"), Fields.text
    ),
    "parent": Fields.key,
    **dict.fromkeys(("owner", "assignee", "created_by"), Fields.name),
    **dict.fromkeys(("external_ref", "spec_id", "source_system"), Fields.name),
    **dict.fromkeys(("closed_at", "started_at", "due_at", "defer_until"), Fields.time),
    "estimated_minutes": Fields.number,
    "metadata": Fields.object,
    "pinned": Fields.flag,
}
_UNSET: dict[str, Any] = dict.fromkeys(("description", "owner", "assignee", "parent", "closed_at"))


def _priority(fields: Fields) -> int:
    priority = fields.number("priority", PRIORITIES[0], PRIORITIES[-1])
    if priority is None:
        fields.odd.append(("assumed", f"priority {DEFAULT_PRIORITY}"))
        return DEFAULT_PRIORITY
    return priority


def _labels(fields: Fields) -> tuple[str, ...]:
    """Return the labels sorted: their order means nothing, and two clones that set the same ones
    are to agree.
    """
    told = fields.words("labels")
    if len(set(told)) < len(told):
        fields.odd.append(("label repeated", ""))
    if "" in told:
        fields.odd.append(("label empty", ""))
    if any("," in label for label in told):
        fields.odd.append(("label comma", ""))
    return tuple(sorted({label for label in told if label}))


def _is_parent(edge: Dependency, issue: Issue) -> bool:
    """Tell whether the edge says what the column `parent` says, or would say if the row had that
    field.
    """
    wanted = issue.parent or edge.depends_on_id
    return (
        edge.type == PARENT_CHILD
        and edge.issue_id == issue.id
        and edge.depends_on_id == wanted != issue.id
    )


def _extra(fields: Fields, issue: Issue, own: Dependency | None) -> dict[str, Any] | None:
    """Return what has no column; `own` is the edge to the parent where it says more than that."""
    extra = fields.left
    for key in OURS:
        if key in extra:
            raise BadRow(f"{key} is a field that bd keeps for itself")
    fields.odd.extend(("unknown key", key) for key in extra)
    if fields.exact:
        extra[EXACT_TIMES] = fields.exact
    if own is not None:
        said = {"created_by": None, **record.of_dependency(own)}
        del said["issue_id"], said["type"]
        if said != {"depends_on_id": own.depends_on_id, "created_by": issue.created_by,
                    "created_at": format_timestamp(issue.created_at)}:  # fmt: skip
            extra[PARENT_EDGE] = said
    return extra or None
