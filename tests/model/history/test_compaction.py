"""What compaction leaves, and what its digest covers."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beadwork.errors import Invalid
from beadwork.model.history import compaction
from beadwork.model.issues.comment import Comment
from beadwork.model.issues.issue import Issue

NOW = datetime(2026, 2, 11, 9, 30)
LONG = "What is to be done\n" + "more of it " * 50


def issue(**fields: Any) -> Issue:
    return Issue(**{
        "id": "bd-1", "type": "task", "title": "Log in", "description": LONG, "status": "closed",
        "priority": 2, "owner": None,
        "assignee": None, "labels": (), "parent": None, "created_at": NOW, "updated_at": NOW,
        "closed_at": NOW, **fields,
    })  # fmt: skip


SAID = Comment("bd-1", "c1", "ann", "Is it done?", NOW)


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "Log on"},
        {"description": LONG + " "},
        {"description": None},
        {"labels": ("a",)},
        {"metadata": {"a": 1}},
        {"extra": {"a": 1}},
        {"updated_at": NOW.replace(microsecond=1)},
        {"estimated_minutes": 0},
    ],
)
def test_the_digest_covers_every_field(changed: dict[str, Any]) -> None:
    assert compaction.digest(issue(), []) != compaction.digest(issue(**changed), [])


def test_the_digest_covers_comments_in_whatever_order_they_come() -> None:
    other = SAID._replace(id="c2", text="Yes")
    whole = compaction.digest(issue(), [SAID, other])
    assert whole == compaction.digest(issue(), [other, SAID])
    assert whole != compaction.digest(issue(), [SAID])
    assert whole != compaction.digest(issue(), [SAID, other._replace(text="Yes.")])


def test_a_digest_is_the_same_in_every_version() -> None:
    """What was written once has to be verified for ever: this value may not change."""
    digest = compaction.digest(
        issue(description="d", metadata={"a": [1, "ä"]}, extra={"x": 1}), [SAID]
    )
    canonical = (
        '{"comments":[{"author":"ann","created_at":"2026-02-11T09:30:00Z","id":"c1",'
        '"issue_id":"bd-1","text":"Is it done?"}],'
        '"extra":{"x":1},'
        '"issue":{"closed_at":"2026-02-11T09:30:00Z","created_at":"2026-02-11T09:30:00Z","description":"d","id":"bd-1",'
        '"issue_type":"task","metadata":{"a":[1,"ä"]},"priority":2,"status":"closed","title":"Log '
        'in",'
        '"updated_at":"2026-02-11T09:30:00Z","x":1}}'
    )
    assert digest == sha256(canonical.encode()).hexdigest()


def test_the_summary_says_the_most_important() -> None:
    full = issue(close_reason="fixed in 3f2a\nat last", design="# \n\n## Plan\nsessions", notes="n")
    assert compaction.summarized(full).splitlines() == [
        "Log in",
        "Closed: fixed in 3f2a",
        "Description: What is to be done",
        "Design: ## Plan",
        "Notes: n",
    ]


texts = st.one_of(st.none(), st.text(min_size=1))


@given(st.text(min_size=1, max_size=500), texts, texts, texts, texts)
def test_a_summary_is_short(
    title: str, reason: str | None, first: str | None, second: str | None, third: str | None
) -> None:
    one = issue(title=title, close_reason=reason, description=first, design=second, notes=third)
    assert 0 < len(compaction.summarized(one)) <= compaction.SUMMARY_CHARACTERS


@given(texts, texts, texts, texts)
def test_what_is_restored_is_what_was(
    first: str | None, second: str | None, third: str | None, fourth: str | None
) -> None:
    before = issue(description=first, design=second, acceptance_criteria=third, notes=fourth)
    after = compaction.compacted(before, None, NOW)
    assert compaction.restored(after, before, NOW) == before
    assert compaction.edited(after, after) == []


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({}, None),
        ({"status": "open"}, "it is open, not closed"),
        ({"pinned": True}, "it is pinned"),
        ({"description": "short"}, "there is nothing to gain"),
        ({"description": None}, "there is nothing to gain"),
        ({"description": "a summary", "compaction_level": 1}, "it is compacted already"),
        ({"description": "a summary", "notes": LONG, "compaction_level": 1}, None),
    ],
)
def test_what_is_left_alone(fields: dict[str, Any], why: str | None) -> None:
    assert compaction.why_not(issue(**fields), ("closed",), None) == why


def test_a_summary_of_ones_own() -> None:
    assert compaction.checked(" done ") == "done"
    assert compaction.checked(None) is None
    for wrong in ("", "  ", "x" * 401, "a\x00b"):
        with pytest.raises(Invalid):
            compaction.checked(wrong)
