"""One row of an export, ours or another program's, as an issue with its edges and comments.

A row may be one of `bd export` (edges with `depends_on_id`) or of `bd show --json` (edges as whole
issues with a `dependency_type`). What has no column goes to `extra` word for word: unknown fields,
times finer than a microsecond, and the fields of the edge to the parent. Only computed fields
(COMPUTED) are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from beadwork.errors import Invalid
from beadwork.model.comma_lists import quoted
from beadwork.model.dependencies.dependency import PARENT_CHILD, Dependency
from beadwork.model.exchange import import_comments, import_edges, import_memory
from beadwork.model.exchange.import_comments import ImportComment
from beadwork.model.exchange.import_edges import EDGES, EdgeKey, key_of
from beadwork.model.exchange.json_reader import BadRow, Fields, shown
from beadwork.model.issues import field_table, ids
from beadwork.model.issues.field_table import EXACT_TIMES, OURS, PARENT_EDGE, TITLE_LENGTH, Kind
from beadwork.model.issues.issue import DEFAULT_PRIORITY, PRIORITIES, Issue
from beadwork.model.issues.kinds import MARKS
from beadwork.model.times.timestamps import format_timestamp

COMPUTED = (
    "dependents", "dependency_count", "dependent_count", "comment_count", "blocked_by",
    "blocked_by_count", "epic_total_children", "epic_closed_children",
)  # fmt: skip

READERS: dict[Kind, Callable[[Fields, str], Any]] = {
    "text": Fields.text,
    "name": Fields.key,
    "reference": Fields.key,
    "time": Fields.time,
    "minutes": Fields.number,
    "level": lambda fields, key: fields.number(key) or 0,
    "names": lambda fields, key: tuple(fields.words(key)),
    "object": Fields.object,
    "flag": Fields.flag,
}
"""How a field is read, by kind. Fields of other kinds are required and have readers below."""

ALWAYS = ("status", "priority", "issue_type")
"""The fields that every export of a whole issue has, also where others are left out as empty."""
AHEAD = timedelta(hours=1)
"""A row whose `updated_at` is further ahead of now gets a warning. Synchronized clocks differ by
less.
"""
_PRIORITY_WORD = re.compile(r"[Pp]?(-?[0-9]{1,9})")
_OPTIONAL = {
    field.name: READERS[field.kind]
    for field in field_table.FIELDS
    if not field.required and field.column not in ("labels", "extra")
}
_UNSET: dict[str, Any] = {
    column: None for column in _OPTIONAL if column not in Issue._field_defaults
}


class ImportRow(NamedTuple):
    """The contents of one row."""

    line: int
    issue: Issue
    edges: tuple[Dependency, ...]
    comments: tuple[ImportComment, ...]
    warnings: tuple[tuple[str, str], ...]
    """The kind (warnings.py) and the detail of each warning."""
    assumed: frozenset[str]
    """Which of these the row lacks: `created_at`, `updated_at`, EDGES (a row of a list has only
    their count), PARENT_EDGE (when and by whom the edge to the parent was made).
    """
    undated: frozenset[EdgeKey | str]
    """Keys of edges and comments that have no time in the row. Their stored time stays."""
    partial: frozenset[str] | None = None
    """The columns that a part of an issue has. All other stored columns stay. None for a whole
    issue, in which a missing field is empty.
    """


def read(row: dict[str, Any], line: int, now: datetime) -> ImportRow:
    """Return the contents of a row; `now` is the creation time of an issue that has none.

    Raises:
        BadRow: the row has no id or no title, or a field of the wrong type or over its limit.
    """
    fields = Fields(row)
    assumed = {EDGES} if "dependency_count" in row and EDGES not in row else set()
    issue_id = _id(fields)
    created = fields.time("created_at")
    edges, undated_edges = import_edges.read(fields, issue_id, created or now)
    comments, undated_comments = import_comments.read(fields, issue_id, created or now)
    issue = _issue(fields, issue_id, created or now)
    updated = fields.time("updated_at")
    issue = issue._replace(updated_at=updated or issue.created_at)
    own = next((edge for edge in edges if _is_parent(edge, issue)), None)
    edges = [edge for edge in edges if edge is not own]
    issue = issue._replace(parent=issue.parent or (own and own.depends_on_id))
    if any(edge.type == PARENT_CHILD and edge.issue_id == issue_id for edge in edges):
        fields.warnings.append(("second parent", ""))
    assumed |= {
        key for key, moment in (("created_at", created), ("updated_at", updated)) if moment is None
    }
    if issue.updated_at > now + AHEAD:
        fields.warnings.append(("ahead", ""))
    if created is None:
        fields.warnings.append(("assumed", "created_at now"))
    if own is None or key_of(own) in undated_edges:
        own = None
        assumed.add(PARENT_EDGE)
    partial = _partial(row)
    if partial is not None and EDGES not in row:
        assumed.add(EDGES)
    return ImportRow(
        line,
        issue._replace(extra=_extra(fields, issue, own)),
        tuple(edges),
        tuple(comments),
        tuple(dict.fromkeys(fields.warnings)),
        frozenset(assumed),
        frozenset(undated_edges | undated_comments),
        partial,
    )


def _partial(row: dict[str, Any]) -> frozenset[str] | None:
    if all(key in row for key in ALWAYS):
        return None
    return frozenset(field.column for field in field_table.FIELDS if field.name in row)


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
        fields.warnings.append(("no title line", ""))
    return title


def _issue(fields: Fields, issue_id: str, created: datetime) -> Issue:
    for computed in COMPUTED:
        fields.left.pop(computed, None)
    if fields.left.get(import_memory.KIND) == import_memory.ISSUE:
        del fields.left[import_memory.KIND]
    # Most rows have few of these fields: asking for all of them takes half of the time of reading.
    values = {key: read(fields, key) for key, read in _OPTIONAL.items() if key in fields.left}
    return Issue(
        id=issue_id,
        title=_title(fields),
        type=fields.word("issue_type", "task"),
        status=fields.word("status", "open"),
        priority=_priority(fields),
        labels=_labels(fields),
        created_at=created,
        updated_at=created,
        **{**_UNSET, **values},
    )


def _priority(fields: Fields) -> int:
    """Return the priority, which may be written `P2` or "2"; else the nearest that there is."""
    told = fields.take("priority")
    if told is None:
        fields.warnings.append(("assumed", f"priority {DEFAULT_PRIORITY}"))
        return DEFAULT_PRIORITY
    word = _PRIORITY_WORD.fullmatch(told) if isinstance(told, str) else None
    number = int(word[1]) if word else told
    if type(number) is not int:
        raise BadRow(f"priority is {shown(told)}, neither 0 to 4 nor P0 to P4")
    nearest = min(max(number, PRIORITIES[0]), PRIORITIES[-1])
    if nearest != number:
        fields.warnings.append(("priority", f"{number} as {nearest}"))
    return nearest


def _labels(fields: Fields) -> tuple[str, ...]:
    """Return the labels sorted and without duplicates, so that two clones with the same labels have
    the same value.
    """
    told = fields.words("labels")
    if len(set(told)) < len(told):
        fields.warnings.append(("label repeated", ""))
    if "" in told:
        fields.warnings.append(("label empty", ""))
    for label in told:
        if "," in label or '"' in label or label != label.strip():
            fields.warnings.append(("label quoted", f"'{quoted(label)}'"))
    return tuple(sorted({label for label in told if label}))


def _is_parent(edge: Dependency, issue: Issue) -> bool:
    """Tell whether the edge is the one to the parent: what the column `parent` says, or would say
    if the row had it.
    """
    wanted = issue.parent or edge.depends_on_id
    return (
        edge.type == PARENT_CHILD
        and edge.issue_id == issue.id
        and edge.depends_on_id == wanted != issue.id
    )


def _extra(fields: Fields, issue: Issue, own: Dependency | None) -> dict[str, Any] | None:
    """Return what has no column; `own` is the edge to the parent if the row says who made it, else
    None.
    """
    extra = fields.left
    for key in OURS:
        if key in extra:
            raise BadRow(f"{key} is a field that bd keeps for itself")
    fields.warnings.extend(("unknown key", key) for key in extra if key not in MARKS)
    if fields.exact:
        extra[EXACT_TIMES] = fields.exact
    if own is not None:
        said = {"created_by": None, **own.to_dict()}
        del said["issue_id"], said["type"]
        if said != {"depends_on_id": own.depends_on_id, "created_by": issue.created_by,
                    "created_at": format_timestamp(issue.created_at)}:  # fmt: skip
            extra[PARENT_EDGE] = said
    return extra or None
