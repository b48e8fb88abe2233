"""The tables of older trackers as the rows of an export: by name, with defaults left out and
unknown columns kept.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beadwork.model.exchange import import_file, legacy_tables


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


anything = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False),
        st.text(max_size=9), st.sampled_from(["a-1", "[", "[" * 3000, '{"a": 1, "a": 2}', "1e999"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2), st.dictionaries(st.text(max_size=3), inner, max_size=2)
    ),
    max_leaves=4,
)  # fmt: skip
COLUMNS = {
    "issues": ("id", "title", "labels", "dependencies", "comments", "metadata", "waiters",
               "priority", "pinned", "created_at", "due_at", "defer_until", "notes", "type"),
    "dependencies": ("issue_id", "depends_on_id", "type", "created_at", "metadata"),
    "labels": ("issue_id", "label"),
    "comments": ("issue_id", "id", "author", "text", "created_at"),
    "config": ("key", "value"),
}  # fmt: skip
tables = st.fixed_dictionaries(
    {
        name: st.lists(
            st.dictionaries(
                st.sampled_from(columns), st.one_of(anything, st.just("a-1")), max_size=6
            ),
            max_size=2,
        )
        for name, columns in COLUMNS.items()
    }
)


@given(tables)
def test_any_table_is_read_or_refused_by_its_issue(found: dict[str, list[dict[str, Any]]]) -> None:
    held = legacy_tables.read(found, {})
    source = import_file.read(legacy_tables.content(held.rows), datetime(2026, 1, 1))
    assert len(source.rows) + len(source.bad) + len(source.repeated) == len(held.rows)


def test_an_empty_label_and_a_long_name_are_no_words() -> None:
    found = legacy_tables.read(
        {
            "issues": [{"id": "a-1"}],
            "labels": [{"issue_id": "a-1", "label": None}],
            "config": [{"key": "k" * 256, "value": "x"}],
        },
        {},
    )
    assert (found.rows[0]["labels"], found.settings) == ([""], {})
    assert found.left == {"settings with too long a name": 1}
