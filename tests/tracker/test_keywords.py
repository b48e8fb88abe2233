"""The keywords of methods are those of the field table and of the flags."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from typing import Any

import pytest

from beadwork import errors
from beadwork.actions.issues.update import Changes
from beadwork.model.issues.field_table import SETTABLE
from beadwork.store.search.filters import Filter
from beadwork.tracker import InternalTracker, filter_words
from beadwork.tracker.filter_words import WORDS
from beadwork.tracker.keywords import FilterWords, IssueChanges, NewIssueFields
from beadwork.ui import filter_flags

NOW = datetime(2026, 2, 11, 9, 30)


def test_fields_are_those_of_the_field_table() -> None:
    columns = {field.column for field in SETTABLE}
    assert set(NewIssueFields.__annotations__) | {"title"} == columns | {
        "labels", "dependencies", "id"
    }  # fmt: skip
    assert set(IssueChanges.__annotations__) == columns | set(Changes._fields[1:])


def test_filters_are_those_of_the_flags() -> None:
    parser = argparse.ArgumentParser()
    filter_flags.add(parser)
    filter_flags.add_included(parser)
    flags = {action.dest for action in parser._actions} - {"help"}
    assert set(FilterWords.__annotations__) == WORDS.keys() == flags
    assert {field for field, _ in WORDS.values()} == {*Filter._fields} - {"text"}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({"status": "open"}, {"statuses": ("open",)}),
        ({"status": "Open,closed"}, {"statuses": ("open", "closed")}),
        ({"status": ["open", "closed"]}, {"statuses": ("open", "closed")}),
        ({"priority": 1}, {"priorities": (1,)}),
        ({"priority": "P1,2"}, {"priorities": (1, 2)}),
        ({"priority": [0, "P3"]}, {"priorities": (0, 3)}),
        ({"priority_min": "P1", "priority_max": 3}, {"priority_min": 1, "priority_max": 3}),
        ({"label": "a,b", "label_any": {"c"}}, {"labels": ("a", "b"), "labels_any": ("c",)}),
        ({"label": ["a,b"]}, {"labels": ("a,b",)}),
        ({"exclude_label": "x"}, {"labels_not": ("x",)}),
        ({"exclude_type": "Bug"}, {"types_not": ("bug",)}),
        ({"id": "demo-1"}, {"ids": ("demo-1",)}),
        ({"all": True, "limit": 0}, {"everything": True, "limit": None}),
        ({"limit": 3, "reverse": True}, {"limit": 3, "reverse": True}),
        ({"created_after": "2d"}, {"created_after": datetime(2026, 2, 9, 9, 30)}),
        ({"created_before": NOW.replace(tzinfo=UTC)}, {"created_before": NOW}),
        ({"due_before": "+1d"}, {"due_before": datetime(2026, 2, 12, 9, 30)}),
    ],
)  # fmt: skip
def test_words_make_a_filter(words: dict[str, Any], expected: dict[str, Any]) -> None:
    assert filter_words.into(Filter(), words, NOW, "list") == Filter(**expected)
    other = Filter(assignee="A", title="t")
    assert filter_words.into(other, words, NOW, "list") == other._replace(**expected)


@pytest.mark.parametrize("word", WORDS)
def test_a_value_of_another_type_is_refused_by_name(word: str) -> None:
    with pytest.raises(TypeError, match=rf"^{word} must be"):
        filter_words.into(Filter(), {word: object()}, NOW, "list")


@pytest.mark.parametrize(
    "words",
    [
        {"priority": 9}, {"priority": ["x"]}, {"limit": -1}, {"created_after": "+3d"},
        {"due_before": "?"},
    ],
)  # fmt: skip
def test_a_value_that_a_flag_cannot_have_is_refused(words: dict[str, Any]) -> None:
    with pytest.raises(errors.Usage):
        filter_words.into(Filter(), words, NOW, "list")


def test_an_unknown_word_is_refused_as_python_does(tracker: InternalTracker) -> None:
    for call in (tracker.list, tracker.ready, tracker.blocked, tracker.claim_next):
        with pytest.raises(TypeError, match=r"got an unexpected keyword argument 'staus'"):
            call(staus="open")
    with pytest.raises(TypeError, match="staus"):
        tracker.search("x", staus="open")


def test_lists_take_words(tracker: InternalTracker) -> None:
    first = tracker.create("First", labels=["a"], priority=1)
    second = tracker.create("Second", labels=["a", "b"])
    tracker.close_issues(second.id)
    assert [issue.id for issue in tracker.list(label="a").issues] == [first.id]
    assert [issue.id for issue in tracker.list(status=["open", "closed"], label="b").issues] == [
        second.id
    ]
    assert [issue.id for issue in tracker.list(Filter(labels=("a",)), all=True).issues] == [
        first.id, second.id,
    ]  # fmt: skip
    assert [issue.id for issue in tracker.ready(priority=1).issues] == [first.id]
    assert tracker.search("second", status="closed").total == 1
    assert tracker.claim_next(label="nosuch") is None


def test_get_gives_an_issue_or_none(tracker: InternalTracker) -> None:
    made = tracker.create("One", id="demo-abc")
    tracker.create("Two", id="demo-abd")
    assert tracker.get("demo-abc") == tracker.get("abc") == made
    assert tracker.get("demo-zzz") is None
    with pytest.raises(errors.Ambiguous) as error:
        tracker.get("demo-ab")
    assert set(error.value.candidates) == {"demo-abc", "demo-abd"}
