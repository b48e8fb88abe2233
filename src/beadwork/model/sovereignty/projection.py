"""What a tier lets out of each row: one pure function for each table.

A projection of a projected row is the row itself. So a row that a partner sent back can be compared
with what would be sent now.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, NamedTuple

from beadwork.model.issues import field_table
from beadwork.model.issues.field_table import NAME_LENGTH, TITLE_LENGTH
from beadwork.model.issues.issue import Issue
from beadwork.model.merging.row_merge import Row
from beadwork.model.sovereignty.pseudonyms import Disguise
from beadwork.model.sovereignty.tier import Tier

FORMER_IDS = "former_ids"
"""The only key of `extra` that leaves at T3 and T4: other keys hold what an import had."""
SHARED_SETTINGS = ("issue_prefix", "status.custom", "types.custom")
"""The settings that leave at T3 and T4: what the issues mean."""
SHARED_FACTS = ("project_id", "schema_version")

_PERSONS = ("owner", "assignee", "created_by")
_TEXTS = ("title", *field_table.LONG_TEXTS, "close_reason", "external_ref", "spec_id")
_TIMES = tuple(field.column for field in field_table.of_kind("time"))
_TIME_OF_DAY = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ]+\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?: ?Z| ?UTC|[+-]\d\d:?\d\d)?"
)


class View(NamedTuple):
    """What a tier shows of a tracker."""

    tier: Tier
    disguise: Disguise
    private: frozenset[str]
    """The ids of private issues."""

    @property
    def names_nobody(self) -> bool:
        """Whether persons are replaced."""
        return self.tier >= Tier.T3

    @property
    def has_comments(self) -> bool:
        """Whether comments leave."""
        return self.tier < Tier.T4


def issue(view: View, row: Issue) -> Issue | None:
    """Return an issue as it leaves, None where it does not."""
    if row.id in view.private:
        return None
    parent = None if row.parent in view.private else row.parent
    if not view.names_nobody:
        return _without_private(view, row._replace(parent=parent))
    found: dict[str, Any] = {field: view.disguise.name(getattr(row, field)) for field in _PERSONS}
    found |= {field: _text(view, field, getattr(row, field)) for field in _TEXTS}
    found["labels"] = _names(view, row.labels)
    found["waiters"] = () if view.tier >= Tier.T4 else _names(view, row.waiters)
    found["source_system"] = view.disguise.name(row.source_system)
    found["metadata"] = None if view.tier >= Tier.T4 else view.disguise.document(row.metadata)
    found["extra"] = _former_ids(view, row.extra)
    if view.tier >= Tier.T4:
        found["notes"] = None
        found |= {field: _day(getattr(row, field)) for field in _TIMES}
    return row._replace(parent=parent, **found)


def dependency(view: View, row: Row) -> Row | None:
    """Return a row of `dependencies` as it leaves, None where it does not."""
    issue_id, target, kind, created_at, created_by, extra = row
    if issue_id in view.private or target in view.private:
        return None
    if not view.names_nobody:
        return (issue_id, target, kind, created_at, created_by, view.disguise.ids_in(extra))
    created_at = _day(created_at) if view.tier >= Tier.T4 else created_at
    return (issue_id, target, kind, created_at, view.disguise.name(created_by), None)


def comment(view: View, row: Row) -> Row | None:
    """Return a row of `comments` as it leaves, None where it does not."""
    issue_id, comment_id, author, text, created_at, extra = row
    if issue_id in view.private or not view.has_comments:
        return None
    if not view.names_nobody:
        hidden = view.disguise
        return (
            issue_id, comment_id, author, hidden.ids(text), created_at, hidden.ids_in(extra)
        )  # fmt: skip
    return (
        issue_id, comment_id, view.disguise.name(author), view.disguise.text(text), created_at, None
    )  # fmt: skip


def setting(view: View, row: Row) -> Row | None:
    """Return a row of `config` as it leaves, None where it does not."""
    key, value = row
    if view.names_nobody and key not in SHARED_SETTINGS:
        return None
    return (view.disguise.ids(key), view.disguise.ids(value))


def fact(view: View, row: Row) -> Row | None:
    """Return a row of `metadata` as it leaves, None where it does not."""
    return row if row[0] in SHARED_FACTS else None


def memory(view: View, row: Row) -> Row | None:
    """Return a row of `memories` as it leaves, None where it does not."""
    if view.names_nobody:
        return None
    key, value, updated_at = row
    return (view.disguise.ids(key), view.disguise.ids(value), updated_at)


def _without_private(view: View, row: Issue) -> Issue:
    """Return an issue without the ids of private issues in its texts."""
    hidden = view.disguise
    found: dict[str, Any] = {
        field: hidden.ids(value) if (value := getattr(row, field)) else value
        for field in (*_TEXTS, "notes")
    }
    return row._replace(
        labels=tuple(hidden.ids(label) for label in row.labels),
        metadata=hidden.ids_in(row.metadata),
        extra=hidden.ids_in(row.extra),
        **found,
    )


def _text(view: View, field: str, value: str | None) -> str | None:
    text = view.disguise.text(value)
    if text and view.tier >= Tier.T4:
        text = _TIME_OF_DAY.sub(r"\1", text)
    if text and field == "title":
        return text[:TITLE_LENGTH]
    return text[:NAME_LENGTH] if text and field in ("external_ref", "spec_id") else text


def _names(view: View, values: tuple[str, ...]) -> tuple[str, ...]:
    """Return labels or waiters, in the order of a set of their kind."""
    found = tuple((view.disguise.text(value) or "")[:NAME_LENGTH] for value in values)
    return values if found == values else tuple(sorted(set(found)))


def _former_ids(view: View, extra: dict[str, Any] | None) -> dict[str, Any] | None:
    known = (extra or {}).get(FORMER_IDS)
    return {FORMER_IDS: view.disguise.ids_in(known)} if known else None


def _day(moment: datetime | None) -> datetime | None:
    return moment and moment.replace(hour=0, minute=0, second=0, microsecond=0)
