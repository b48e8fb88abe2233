"""The filters of every list, as clauses of a WHERE.

Each condition that is set adds one whole clause. A value is always bound. Sorting is by whole ORDER
BY lists from a table.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from beadwork.model.issues.field_table import LONG_TEXTS
from beadwork.model.issues.issue import encodable
from beadwork.model.issues.kinds import MACHINERY, MARKS, Vocabulary
from beadwork.store import id_lists
from beadwork.store.issues.issues import NOT_DELETED

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader

Clause = tuple[str, tuple[Any, ...]]


ME = "@me"
"""As an assignee: whose name writes get. A tracker puts the name in its place."""


class Filter(NamedTuple):
    """Which issues are wanted. Everything is "no matter" by default; all that is set must hold."""

    statuses: tuple[str, ...] = ()
    priorities: tuple[int, ...] = ()
    priority_min: int | None = None
    priority_max: int | None = None
    types: tuple[str, ...] = ()
    assignee: str | None = None
    unassigned: bool = False
    labels: tuple[str, ...] = ()
    labels_any: tuple[str, ...] = ()
    labels_not: tuple[str, ...] = ()
    title: str | None = None
    text: str | None = None
    ids: tuple[str, ...] = ()
    parent: str | None = None
    no_parent: bool = False
    created_after: datetime | None = None
    created_before: datetime | None = None
    updated_after: datetime | None = None
    updated_before: datetime | None = None
    closed_after: datetime | None = None
    closed_before: datetime | None = None
    due_before: datetime | None = None
    overdue: bool = False
    sort: str = ""
    """One of ORDERS; by default `priority`, and for `ready` the setting `ready.sort`."""
    reverse: bool = False
    limit: int | None = None
    """The most issues to return; None for all."""
    everything: bool = False
    """Include closed and pinned issues and machinery (`--all`)."""
    types_not: tuple[str, ...] = ()
    statuses_not: tuple[str, ...] = ()
    assignees_not: tuple[str, ...] = ()
    external_refs: tuple[str, ...] = ()
    """One of these names elsewhere, as they are written."""
    metadata: tuple[str, ...] = ()
    """Entries KEY=TEXT, all of which hold; KEY:=JSON compares with JSON."""
    has_metadata: tuple[str, ...] = ()
    """Keys that the metadata have, all of them."""
    include_epics: bool = False
    """Of `ready`: epics with open children too."""
    include_ephemeral: bool = False
    """Of `ready`: issues that another program marked as ephemeral too."""
    include_templates: bool = False
    """Of `ready`: issues that another program marked as templates too."""


def excludes_unknown(wanted: Filter, vocabulary: Vocabulary) -> bool:
    """Return whether a filter excludes a status or a type that the tracker does not know."""
    return not {*wanted.statuses_not}.issubset(vocabulary.statuses) or not {
        *wanted.types_not
    }.issubset(vocabulary.types)


ORDERS = {
    "priority": ("priority", "created_at DESC", "id"),
    "created": ("created_at DESC", "id"),
    "updated": ("updated_at DESC", "id"),
    "closed": ("closed_at DESC", "id"),
    "title": ("title", "id"),
    "id": ("id",),
    "oldest": ("created_at", "id"),
    "hybrid": (
        "created_at < %s",
        "CASE WHEN created_at < %s THEN 0 ELSE priority END",
        "created_at",
        "id",
    ),
}
DEFAULT_ORDER = "priority"

HYBRID_WINDOW = timedelta(hours=48)
"""The order `hybrid`: issues of the last two days by priority, then all others, the oldest first,
so that none is starved.
"""

_DIRECT: tuple[tuple[str, str], ...] = (
    ("priorities", "priority IN %s"),
    ("types", "type IN %s"),
    ("statuses", "status IN %s"),
    ("priority_min", "priority >= %s"),
    ("priority_max", "priority <= %s"),
    ("assignee", "assignee = %s"),
    ("created_after", "created_at >= %s"),
    ("created_before", "created_at < %s"),
    ("updated_after", "updated_at >= %s"),
    ("updated_before", "updated_at < %s"),
    ("closed_after", "closed_at >= %s"),
    ("closed_before", "closed_at < %s"),
    ("due_before", "due_at < %s"),
    ("external_refs", "external_ref IN %s"),
    ("types_not", "type NOT IN %s"),
    ("statuses_not", "status NOT IN %s"),
    ("assignees_not", "(assignee IS NULL OR assignee NOT IN %s)"),
)
EPHEMERAL, TEMPLATE = (f'{{"{mark}": true}}' for mark in MARKS)

MARKED = "(extra IS NOT NULL AND (JSON_CONTAINS(extra, %s) OR JSON_CONTAINS(extra, %s)))"
"""Both marks are bound."""

_UNSET: tuple[object, ...] = ((), None)


def named(reader: Reader, wanted: Filter) -> tuple[Filter, list[str] | None]:
    """Return the filter with whole ids in place of parts of ids, and the parents of the issues
    below `wanted.parent`.

    Nothing is read for a filter that names no issue. Raises as `named_issues.whole_ids`.
    """
    if not wanted.ids and wanted.parent is None:
        return wanted, None
    from beadwork.store.search import named_issues

    ids = named_issues.whole_ids(reader, wanted.ids)
    return wanted._replace(ids=ids), named_issues.subtree_parents(reader, wanted.parent)


def clauses(
    wanted: Filter, vocabulary: Vocabulary, now: datetime, parents: list[str] | None = None
) -> list[Clause]:
    """Return the clauses of a filter. `wanted` and `parents` are the results of `named`."""
    found: list[Clause] = [
        (sql, (getattr(wanted, field),))
        for field, sql in _DIRECT
        if getattr(wanted, field) not in _UNSET
    ]
    if not (wanted.statuses or wanted.ids or wanted.everything):
        found.append((NOT_DELETED, ()))
    if wanted.ids:
        found.append(id_lists.clause("id", wanted.ids))
    if wanted.unassigned:
        found.append(("assignee IS NULL", ()))
    found.extend(("JSON_CONTAINS(labels, %s)", (_json_string(label),)) for label in wanted.labels)
    found.extend(
        ("(labels IS NULL OR NOT JSON_CONTAINS(labels, %s))", (_json_string(label),))
        for label in wanted.labels_not
    )
    if wanted.labels_any:
        either = " OR ".join(["JSON_CONTAINS(labels, %s)"] * len(wanted.labels_any))
        found.append((f"({either})", tuple(_json_string(label) for label in wanted.labels_any)))
    if wanted.title:
        found.append(("LOWER(title) LIKE %s", (contains(wanted.title),)))
    if wanted.text:
        found.append(_text_clause(wanted.text))
    if wanted.metadata or wanted.has_metadata:
        from beadwork.store.search import metadata_clauses

        found += metadata_clauses.of(wanted.metadata, wanted.has_metadata)
    if wanted.no_parent:
        found.append(("parent IS NULL", ()))
    if wanted.parent is not None:
        found.append(id_lists.clause("parent", parents or [""]))
    if wanted.overdue:
        found.append(("due_at < %s", (now,)))
        found.append(("status NOT IN %s", (vocabulary.over,)))
    return found


def usual(wanted: Filter, vocabulary: Vocabulary) -> list[Clause]:
    """Return the clauses by which `list` leaves out issues that are over, pinned, or machinery,
    unless the filter asks for them.
    """
    found: list[Clause] = []
    if wanted.everything or wanted.ids or wanted.statuses:
        return found
    if not (wanted.closed_after or wanted.closed_before):
        found.append(("status NOT IN %s", ((*vocabulary.of_category("done"), "pinned"),)))
    found.append(("pinned = FALSE", ()))
    if not wanted.types:
        found.append(("type NOT IN %s", (MACHINERY,)))
    return found


def unmarked(wanted: Filter) -> list[Clause]:
    """Return the clauses by which `ready` leaves out marked issues, unless they are asked for.

    Few issues have something in `extra`, so the marks are rarely looked for.
    """
    marks = ((EPHEMERAL, wanted.include_ephemeral), (TEMPLATE, wanted.include_templates))
    return [
        ("(extra IS NULL OR NOT JSON_CONTAINS(extra, %s))", (mark,))
        for mark, included in marks
        if not included
    ]


def where(clauses: list[Clause]) -> Clause:
    """Return one WHERE of all clauses, empty where there are no clauses."""
    if not clauses:
        return ("", ())
    values = tuple(value for _, bound in clauses for value in bound)
    return ("WHERE " + " AND ".join(sql for sql, _ in clauses), values)


def order(wanted: Filter, now: datetime) -> Clause:
    """Return the ORDER BY of a filter, in the opposite direction if the filter is reversed."""
    terms = ORDERS[wanted.sort or DEFAULT_ORDER]
    if wanted.reverse:
        terms = tuple(
            term.removesuffix(" DESC") if term.endswith(" DESC") else f"{term} DESC"
            for term in terms
        )
    edge = now - HYBRID_WINDOW
    return (f"ORDER BY {', '.join(terms)}", (edge,) * ", ".join(terms).count("%s"))


def limit(wanted: Filter) -> Clause:
    """Return the LIMIT of a filter, empty for all."""
    return ("LIMIT %s", (wanted.limit,)) if wanted.limit is not None else ("", ())


def contains(text: str) -> str:
    """Return the LIKE pattern for a text anywhere, ignoring case.

    Raises:
        Invalid: no text in the database can contain `text`.
    """
    from beadwork.store.search import like_patterns

    return like_patterns.containing(encodable("text to look for", text).lower())


def _text_clause(text: str) -> Clause:
    """Return the clause that every word occurs in at least one of the fields."""
    fields = ("id", "title", "external_ref", *LONG_TEXTS)
    one = "(" + " OR ".join(f"LOWER({field}) LIKE %s" for field in fields) + ")"
    words = text.split() or [""]
    return (
        " AND ".join([one] * len(words)),
        tuple(contains(word) for word in words for _ in fields),
    )


def _json_string(label: str) -> str:
    import json

    return json.dumps(label, ensure_ascii=False)
