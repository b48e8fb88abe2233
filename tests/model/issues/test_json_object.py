"""Objects that differ in JSON differ, whatever Python thinks of their values."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beadwork.model.issues.json_object import JsonObject, as_cell, same

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.text(max_size=2),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=3)
    ),
    max_leaves=6,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"a": 1}, {"a": True}),
        ({"a": False}, {"a": 0}),
        ({"a": None}, {}),
        ({"a": [0, 1]}, {"a": [0, True]}),
        ({"a": {"b": 1}}, {"a": {"b": True}}),
    ],
)
def test_what_json_tells_apart_is_not_equal(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert JsonObject(one) != other
    assert other != JsonObject(one)
    assert not JsonObject(one) == JsonObject(other)  # noqa: SIM201 - both operators are ours
    assert (0, JsonObject(one)) != (0, JsonObject(other))


def test_numbers_are_compared_by_value() -> None:
    assert JsonObject({"a": 1}) == {"a": 1.0}


@given(VALUES, VALUES)
def test_it_is_as_the_texts_are(one: Any, other: Any) -> None:
    texts = [json.dumps(value, sort_keys=True) for value in (one, other)]
    assert same(one, other) is (texts[0] == texts[1])
    assert (as_cell(one) == as_cell(other)) is (texts[0] == texts[1])
