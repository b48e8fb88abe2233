"""The tables of older trackers as the rows of an export: by name, with defaults left out and
unknown columns kept.
"""

from __future__ import annotations

from typing import Any

import pytest

from beadwork.model.exchange import legacy_tables


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ("2025-11-02T21:58:07Z", "2025-11-02T21:58:07Z"),
        ("2025-11-02 21:58:07", "2025-11-02T21:58:07Z"),
        ("2025-11-02 21:58:07.295058123 -0800 PST m=+0.012", "2025-11-02T21:58:07.295058123-08:00"),
        ("2025-11-02 21:58:07.5 +0000 UTC", "2025-11-02T21:58:07.5+00:00"),
        ("2025-11-02 21:58:07-08:00", "2025-11-02T21:58:07-08:00"),
        ("2025-11-02 21:58", "2025-11-02T21:58:00Z"),
        (1700000000, "2023-11-14T22:13:20Z"),
        ("yesterday", "yesterday"),
        (None, None),
        (0, 0),
    ],
)
def test_a_time_comes_out_as_rfc_3339(told: Any, wanted: Any) -> None:
    assert legacy_tables.time(told) == wanted


@pytest.mark.parametrize(
    ("columns", "wanted"),
    [
        (
            {"priority": 0, "estimated_minutes": 0, "compaction_level": 0},
            {"priority": 0, "estimated_minutes": 0},
        ),
        ({"pinned": 1, "ephemeral": 0}, {"pinned": True}),
        (
            {"metadata": '{"a": 1}', "waiters": '["bob"]', "labels": "[]"},
            {"metadata": {"a": 1}, "waiters": ["bob"]},
        ),
        ({"waiters": "bob, eve", "metadata": "{}"}, {"waiters": ["bob", "eve"]}),
        ({"content_hash": "f00", "mol_type": "swarm", "notes": None}, {"mol_type": "swarm"}),
        ({"type": "bug"}, {"issue_type": "bug"}),
        ({"due_at": "2026-01-01 00:00:00", "closed_at": ""}, {"due_at": "2026-01-01T00:00:00Z"}),
    ],
)
def test_a_column_that_says_nothing_is_left_out_and_the_others_keep_their_names(
    columns: dict[str, Any], wanted: dict[str, Any]
) -> None:
    assert legacy_tables.read({"issues": [{"id": "a-1", **columns}]}, {}).rows == [
        {"id": "a-1", **wanted}
    ]


def test_what_hangs_on_no_issue_is_counted_and_named() -> None:
    found = legacy_tables.read(
        {
            "issues": [{"id": "a-1"}],
            "labels": [{"issue_id": "a-1", "label": "web"}, {"issue_id": "gone", "label": "web"}],
            "comments": [{"id": 1, "issue_id": "a-1", "author": "bob", "text": "On it"}],
            "config": [
                {"key": "issue_prefix", "value": "a"},
                {"key": "kv.memory.style", "value": "short"},
            ],
        },
        {"events": 3, "dirty_issues": 0},
    )
    assert found.rows == [
        {"id": "a-1", "labels": ["web"], "comments": [{"id": 1, "author": "bob", "text": "On it"}]}
    ]
    assert found.left == {"rows of the table events": 3, "labels of issues that are not there": 1}
    assert found.counts == {"issues": 1, "dependencies": 0, "labels": 1, "comments": 1}
    assert (found.settings, found.memories) == ({"issue_prefix": "a"}, {"style": "short"})
