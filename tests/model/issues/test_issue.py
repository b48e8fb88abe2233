"""An issue as a value: its limits, and what a change does to it and leaves alone."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beadwork.errors import BeadworkError, Invalid, Usage
from beadwork.model.issues import issue as values
from beadwork.model.issues.issue import Issue

THEN = datetime(2026, 2, 10, 8, 0)
NOW = THEN + timedelta(days=1)
SURROGATE = "\udcff"


def issue(**fields: object) -> Issue:
    base = Issue("bd-1", "task", "One", None, "open", 2, None, None, (), None, THEN, THEN, None)
    return base._replace(**fields)  # type: ignore[arg-type]


def test_close_sets_time_and_reason() -> None:
    closed = issue().close("done", NOW)
    assert closed == issue(status="closed", closed_at=NOW, close_reason="done", updated_at=NOW)
    assert issue().close("", NOW).close_reason is None


def test_closing_twice_keeps_the_first() -> None:
    closed = issue().close("first", THEN)
    assert closed.close("second", NOW) is closed


def test_a_reason_has_the_limits_of_a_text() -> None:
    with pytest.raises(Invalid, match="reason has 1000001 bytes"):
        issue().close("x" * 1_000_001, NOW)


def test_reopen_clears_what_closing_and_deferring_set() -> None:
    closed = issue(defer_until=NOW, started_at=THEN).close("done", THEN)
    assert closed.reopen(NOW) == issue(updated_at=NOW, started_at=THEN)


def test_claim_keeps_the_first_start() -> None:
    claimed = issue().claim("alice", THEN)
    assert claimed == issue(
        status="in_progress", assignee="alice", started_at=THEN, updated_at=THEN
    )
    assert claimed.claim("bob", NOW).started_at == THEN


@pytest.mark.parametrize(
    ("typed", "title"),
    [("One", "One"), ("  One  ", "One"), ("x" * 500, "x" * 500), ("🙂 שלום 日本", "🙂 שלום 日本")],
)
def test_titles(typed: str, title: str) -> None:
    assert values.title(typed) == title


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "is empty"),
        (" \t\n", "is empty"),
        ("x" * 501, "501 characters"),
        ("🙂" * 501, "501 characters"),
        ("one\ntwo", "line break"),
        ("one\rtwo", "line break"),
        ("one\0two", "NUL"),
        (SURROGATE, "UTF-8"),
    ],
)
def test_titles_that_cannot_be(typed: str, said: str) -> None:
    with pytest.raises(Invalid, match=said):
        values.title(typed)


@pytest.mark.parametrize(
    ("typed", "text"),
    [(None, None), ("", None), (" ", " "), ("a\r\nb\n", "a\r\nb\n"), ("x" * 10**6, "x" * 10**6)],
)
def test_texts_are_kept_as_they_are(typed: str | None, text: str | None) -> None:
    assert values.text("notes", typed) == text


@pytest.mark.parametrize(
    "typed", ["x" * 1_000_001, "é" * 500_001, "🙂" * 250_001, "a\0b", SURROGATE]
)
def test_texts_that_cannot_be(typed: str) -> None:
    with pytest.raises(Invalid, match="notes"):
        values.text("notes", typed)


def test_a_limit_in_bytes_is_exact() -> None:
    assert values.text("notes", "é" * 500_000) == "é" * 500_000


@pytest.mark.parametrize(
    ("typed", "name"), [(None, None), ("", None), (" ", None), (" alice ", "alice")]
)
def test_names(typed: str | None, name: str | None) -> None:
    assert values.name("assignee", typed) == name


@pytest.mark.parametrize("typed", ["x" * 256, "a\nb", "a\0b", "a\x1bb", SURROGATE])
def test_names_that_cannot_be(typed: str) -> None:
    with pytest.raises(Invalid, match="assignee"):
        values.name("assignee", typed)


def test_labels_are_a_sorted_set() -> None:
    assert values.labels(["b", " a", "b", "", "é"]) == ("a", "b", "é")


@pytest.mark.parametrize("label", ["a,b", "x" * 256, "a\tb"])
def test_labels_that_cannot_be(label: str) -> None:
    with pytest.raises(Invalid, match="label"):
        values.labels([label])


@given(st.lists(st.text(st.characters(exclude_characters=","), max_size=20)))
def test_labels_do_not_depend_on_order(labels: list[str]) -> None:
    try:
        found = values.labels(labels)
    except Invalid:
        return
    assert found == values.labels(labels[::-1]) == values.labels(found)


@pytest.mark.parametrize("number", range(5))
def test_priorities(number: int) -> None:
    for typed in (number, str(number), f"P{number}", f"p{number}", f" P{number} "):
        assert values.priority(typed) == number


@pytest.mark.parametrize("typed", ["", "5", "-1", "P", "P5", "high", "1.0", "٣", "²", "00", 5, -1])
def test_what_is_no_priority(typed: str | int) -> None:
    with pytest.raises(Usage, match="not a priority"):
        values.priority(typed)


@given(st.text())
def test_any_text_is_taken_or_refused_by_name(typed: str) -> None:
    for check in (values.title, values.priority, lambda text: values.text("notes", text)):
        try:
            check(typed)
        except BeadworkError as error:
            assert error.message


@pytest.mark.parametrize(
    "kept",
    [
        {},
        {"a": [1, 2.5, None, True, "é\t", {"b": -(2**53)}], "n": 2**53},
        {"a": (1, "x")},
        {"": ""},
    ],
)
def test_metadata_that_can_be_kept(kept: dict[str, object]) -> None:
    assert values.metadata(kept) == (kept or None)


@pytest.mark.parametrize(
    ("refused", "message"),
    [
        (
            {"n": 2**53 + 1},
            "the metadata.n holds 9007199254740993, a number too large to be kept exactly",
        ),
        (
            {"a": {"b": [-(2**60)]}},
            "the metadata.a.b holds -1152921504606846976, a number too large",
        ),
        ({"a": float("nan")}, "the metadata.a holds nan, a number that cannot be kept"),
        ({"a": float("inf")}, "the metadata.a holds inf, a number that cannot be kept"),
        ({"a": "\ud800"}, "the metadata.a is not valid UTF-8"),
        ({"\ud800": 1}, "the metadata key is not valid UTF-8"),
        ({"a": "\0"}, "the metadata.a holds a NUL byte"),
        (
            {"a": "x" * 500_000, "b": "é" * 250_000},
            "the metadata has 1000018 bytes; at most 1000000 are",
        ),
        ({1: 2}, "the metadata has a key that is not a text: 1"),
        ({"a": NOW}, "the metadata.a holds a datetime, which JSON does not have"),
    ],
)
def test_metadata_that_the_database_would_not_give_back(
    refused: dict[str, object], message: str
) -> None:
    with pytest.raises(Invalid, match=re.escape(message)):
        values.metadata(refused)


def test_metadata_nested_too_deeply() -> None:
    deep: dict[str, object] = {}
    for _ in range(20_000):
        deep = {"a": deep}
    with pytest.raises(Invalid, match="nested too deeply"):
        values.metadata(deep)
