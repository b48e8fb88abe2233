"""What one field may be: every kind, every refusal, and that the message names the field."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beadwork.model.exchange import json_reader
from beadwork.model.exchange.json_reader import BadRow, Fields


@pytest.mark.parametrize("unset", [None, "", [], {}])
@pytest.mark.parametrize("kind", ["text", "name", "number", "object", "words", "time"])
def test_unset_is_unset_however_it_is_written(kind: str, unset: Any) -> None:
    assert getattr(Fields({"key": unset}), kind)("key") in (None, [])
    assert not Fields({"key": unset}).flag("key")


@pytest.mark.parametrize(
    ("kind", "value", "message"),
    [
        ("text", 5, "key is 5, not a text"),
        ("text", "x" * 1_000_001, "the key has 1000001 bytes; at most 1000000 are allowed"),
        ("name", True, "key is true, not a text"),
        ("name", "x" * 256, "key has 256 characters; at most 255 are allowed"),
        ("number", "5", 'key is "5", not a whole number from -2147483648 to 2147483647'),
        ("number", 1.5, "key is 1.5, not a whole number from -2147483648 to 2147483647"),
        ("number", True, "key is true, not a whole number from -2147483648 to 2147483647"),
        ("number", 2**31, "key is 2147483648, not a whole number from -2147483648 to 2147483647"),
        ("flag", "yes", 'key is "yes", not true or false'),
        ("flag", 1, "key is 1, not true or false"),
        ("object", [1], "key is [1], not an object"),
        ("words", "a,b", 'key is "a,b", not a list'),
        ("words", ["a", 1], "key holds 1, not a text"),
        ("words", ["x" * 256], "key holds a text of 256 characters; at most 255 are allowed"),
        ("objects", ["a"], 'key holds "a", not an object'),
        ("time", "yesterday", 'key is "yesterday", not an RFC 3339 time'),
        ("time", "2025-01-01T00:00:00", 'key is "2025-01-01T00:00:00", not an RFC 3339 time'),
        ("time", "0999-01-01T00:00:00Z", 'key is "0999-01-01T00:00:00Z", before the year 1000'),
        ("time", 1735689600, "key is 1735689600, not a time"),
    ],
)
def test_what_cannot_be_is_refused_by_name(kind: str, value: Any, message: str) -> None:
    with pytest.raises(BadRow) as error:
        getattr(Fields({"key": value}), kind)("key")
    assert str(error.value) == message


def test_a_time_is_utc_and_its_precision_is_kept_beside() -> None:
    row = Fields(
        {
            "fine": "2025-11-02T21:58:07.295058123-08:00",
            "plain": "2025-11-03T05:58:07.1Z",
            "day": "2025-11-03",
        }
    )
    assert row.time("fine") == datetime(2025, 11, 3, 5, 58, 7, 295058)
    assert row.time("plain") == datetime(2025, 11, 3, 5, 58, 7, 100000)
    assert row.time("day") == datetime(2025, 11, 3)
    assert row.exact == {"fine": "2025-11-02T21:58:07.295058123-08:00"}
    assert row.warnings == [("finer", ""), ("offset", "")]


def test_a_time_that_was_never_set_is_none_and_is_noted() -> None:
    row = Fields({"closed_at": "0001-01-01T00:00:00Z"})
    assert row.time("closed_at") is None
    assert row.warnings == [("zero time", "closed_at")]
    assert not row.dated


def test_what_nobody_took_is_left() -> None:
    row = Fields({"a": "x", "b": None})
    row.text("a")
    assert row.left == {"b": None}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"a": 1', "not JSON: Expecting ',' delimiter at character 8"),
        ("{a}", "not JSON: Expecting property name enclosed in double quotes at character 2"),
        ('{"a": 1, "a": 2}', "a is there twice"),
        ('{"a": NaN}', "NaN is not a number that could be kept"),
        ('{"a": 1e999}', "1e999 is not a number that could be kept"),
        ('{"a": 9007199254740993}', "9007199254740993 is a number too large to be kept exactly"),
        ('{"a": [{"b": "x\\u0000"}]}', "the a.b holds a NUL byte"),
        ('{"a": "\\ud800"}', "the a is not valid UTF-8"),
        ('{"a\\u0000": 1}', "the a\x00 holds a NUL byte"),
        ("<<<<<<< HEAD", "the mark of a merge conflict"),
        ("[" * 100_000, "it is nested too deeply"),
        ("1" * 5000, f"{'1' * 59}… is a number too large to be kept exactly"),
    ],
)
def test_what_is_no_json_that_could_be_given_back_is_refused(line: str, message: str) -> None:
    with pytest.raises(BadRow) as error:
        json_reader.parse(line)
    assert str(error.value) == message


@given(st.text())
def test_no_line_ends_in_anything_but_a_value_or_bad_row(line: str) -> None:
    try:
        json_reader.parse(line)
    except BadRow as error:
        assert str(error)
