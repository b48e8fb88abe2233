"""What of a closed issue the public sees, as one text.

The text is canonical JSON (sorted keys, no spaces, UTF-8), so that the same issue has the same
digest everywhere. It has the fields that `FIELDS` names and nothing else: no notes, no comments, no
metadata, no owner (an email address), no parent, and no edges but those to `hop://` URIs, which are
public by themselves.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from beadwork.model.issues.kinds import MACHINERY, MARKS
from beadwork.model.times.timestamps import format_timestamp


class PublicIssue(NamedTuple):
    """The columns of an issue that a ledger shows, in the order in which the store reads them."""

    id: str
    type: str
    title: str
    description: str | None
    design: str | None
    acceptance_criteria: str | None
    priority: int
    assignee: str | None
    created_by: str | None
    created_at: datetime
    started_at: datetime | None
    closed_at: datetime | None
    close_reason: str | None
    estimated_minutes: int | None
    labels: tuple[str, ...]


FIELDS = PublicIssue._fields
_NAMES = {"type": "issue_type"}
"""The names in JSON that are not the columns'."""


class Edge(NamedTuple):
    """An edge from a published issue to an issue of another town."""

    type: str
    target: str


def is_work(issue_type: str, extra: dict[str, Any]) -> bool:
    """Tell whether an issue is work: no message or other machinery, no wisp, no template."""
    return issue_type not in MACHINERY and not any(extra.get(mark) for mark in MARKS)


def canonical(value: Any) -> str:
    """Return a JSON value as its one text.

    >>> canonical({"b": [1, None], "a": "é"})
    '{"a":"é","b":[1,null]}'
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def content(issue: PublicIssue, edges: Iterable[Edge] = ()) -> str:
    """Return an issue as the ledger has it. Empty fields are left out."""
    value: dict[str, Any] = {}
    for column, field in zip(FIELDS, issue, strict=True):
        if field is None or field == ():
            continue
        value[_NAMES.get(column, column)] = (
            format_timestamp(field) if isinstance(field, datetime) else field
        )
    outside = [{"target": edge.target, "type": edge.type} for edge in sorted(edges)]
    return canonical(value | {"dependencies": outside} if outside else value)
