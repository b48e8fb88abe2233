"""What of an issue is public."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest

from beadwork.model.issues import field_table
from beadwork.model.ledger import public_issue
from beadwork.model.ledger.public_issue import Edge, PublicIssue

ISSUE = PublicIssue(
    "a-1", "task", "Größe", None, None, None, 2, "ann", None,
    datetime(2026, 1, 1), None, datetime(2026, 1, 2), "done", None, ("go", "skill:go"),
)  # fmt: skip


def test_the_public_fields_are_these_and_no_others() -> None:
    kept_back = {field.column for field in field_table.FIELDS} - set(public_issue.FIELDS)
    assert kept_back == {
        "notes", "status", "owner", "updated_at", "due_at", "defer_until", "waiters",
        "external_ref", "spec_id", "source_system", "metadata", "pinned", "compaction_level",
        "parent", "extra",
    }  # fmt: skip


def test_the_content_is_canonical_json() -> None:
    text = public_issue.content(
        ISSUE, [Edge("tracks", "hop://b/c/d/e-2"), Edge("blocks", "hop://a/c/d/e")]
    )
    assert text == (
        '{"assignee":"ann","close_reason":"done","closed_at":"2026-01-02T00:00:00.000000Z",'
        '"created_at":"2026-01-01T00:00:00.000000Z",'
        '"dependencies":[{"target":"hop://a/c/d/e","type":"blocks"},'
        '{"target":"hop://b/c/d/e-2","type":"tracks"}],'
        '"id":"a-1","issue_type":"task","labels":["go","skill:go"],"priority":2,"title":"Größe"}'
    )
    assert public_issue.canonical(json.loads(text)) == text


@pytest.mark.parametrize(
    ("kind", "extra", "work"),
    [
        ("task", {}, True),
        ("epic", {}, True),
        ("message", {}, False),
        ("agent", {}, False),
        ("task", {"ephemeral": True}, False),
        ("task", {"is_template": True}, False),
        ("task", {"ephemeral": False}, True),
        ("task", {"other": True}, True),
    ],
)
def test_what_is_work(kind: str, extra: dict[str, Any], work: bool) -> None:
    assert public_issue.is_work(kind, extra) is work
