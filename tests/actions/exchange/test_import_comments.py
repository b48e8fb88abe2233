"""A comment is known by who wrote what and when; its number differs from clone to clone."""

from __future__ import annotations

import json
import uuid
from datetime import datetime
from typing import Any

import pytest

from beadwork.actions.exchange import import_issues
from beadwork.model.exchange import import_file
from beadwork.model.exchange.import_comments import NAMESPACE
from beadwork.model.issues.comment import Comment
from beadwork.store.issues import comments
from beadwork.tracker import InternalTracker

UUID = "0190a1b2-0000-7000-8000-0000000000"


def row(day: int, *said: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": "demo-1",
        "title": "One",
        "status": "open",
        "priority": 2,
        "issue_type": "task",
        "created_at": "2026-01-01T00:00:00Z",
        "updated_at": f"2026-02-{day:02}T00:00:00Z",
        "comments": list(said),
    }


def comment(number: int | str | None, text: str, second: str = "05") -> dict[str, Any]:
    told = {"author": "ann", "text": text, "created_at": f"2026-01-01T10:00:{second}Z"}
    return told if number is None else {"id": number, "issue_id": "demo-1", **told}


def bring_in(tracker: InternalTracker, *rows: dict[str, Any]) -> import_issues.ImportReport:
    content = "\n".join(json.dumps(entry) for entry in rows).encode()
    source = import_file.read(content, tracker.now)
    assert not source.bad
    profile = tracker.profile
    return tracker.change(lambda tx: import_issues.import_rows(tx, source, profile, "file"))


def stored(tracker: InternalTracker) -> list[Comment]:
    return tracker.ask(lambda reader: comments.of(reader, ["demo-1"]))


def test_a_tracker_replayed_with_other_numbers_has_each_comment_once(
    tracker: InternalTracker,
) -> None:
    texts = ["begun", "half", "done"]
    for day in range(1, 9):
        said = [comment(day * 7 + place, text) for place, text in enumerate(texts)]
        bring_in(tracker, row(day, *said))
    assert [kept.text for kept in stored(tracker)] == texts
    assert [(kept.extra or {})["id"] for kept in stored(tracker)] == [7, 8, 9]


@pytest.mark.parametrize("numbers", [(1, 2), ("c-8", "c-9"), (None, None), (UUID + "01", 3)])
def test_the_same_text_twice_in_one_second_stays_two(
    tracker: InternalTracker, numbers: Any
) -> None:
    twice = row(1, *(comment(number, "+1") for number in numbers))
    bring_in(tracker, twice)
    assert len(stored(tracker)) == 2
    assert bring_in(tracker, twice).unchanged == 1
    bring_in(tracker, row(2, comment(40, "+1"), comment(41, "+1"), comment(42, "+1")))
    assert len(stored(tracker)) == 3


def test_one_number_twice_is_one_comment(tracker: InternalTracker) -> None:
    report = bring_in(tracker, row(1, comment(5, "x"), comment(5, "x"), comment(5, "y")))
    assert sorted(kept.text for kept in stored(tracker)) == ["x", "y"]
    assert any("a comment twice" in line for line in report.warnings)


@pytest.mark.parametrize("number", [12, "c-3", None])
def test_the_key_of_an_earlier_version_is_known(tracker: InternalTracker, number: Any) -> None:
    bring_in(tracker, row(1))
    said = ["demo-1", number, "2026-01-01T10:00:05Z", "ann", "old"]
    key = str(uuid.uuid5(NAMESPACE, json.dumps(said)))
    extra = None if number is None else {"id": number}
    kept = Comment("demo-1", key, "ann", "old", datetime(2026, 1, 1, 10, 0, 5), extra)
    tracker.change(lambda tx: comments.add(tx, kept))
    assert bring_in(tracker, row(1, comment(number, "old"))).unchanged == 1
    bring_in(tracker, row(2, comment(77, "old"), comment(78, "new")))
    assert [found.text for found in stored(tracker)] == ["old", "new"]
    assert stored(tracker)[0] == kept


def test_what_had_a_number_is_known_when_it_has_a_uuid(tracker: InternalTracker) -> None:
    bring_in(tracker, row(1, comment(1, "x", "05.250000"), comment(2, "y", "06")))
    assert bring_in(tracker, row(1, comment(f"{UUID}0a", "x"))).unchanged == 1
    bring_in(tracker, row(2, comment(f"{UUID}0a", "x"), comment(f"{UUID}0b", "y", "06")))
    assert [kept.text for kept in stored(tracker)] == ["x", "y"]


def test_two_uuids_are_two_comments(tracker: InternalTracker) -> None:
    bring_in(tracker, row(1, comment(f"{UUID}0a", "x")))
    bring_in(tracker, row(1, comment(f"{UUID}0b", "x")))
    assert len(stored(tracker)) == 2


def test_other_seconds_are_other_comments(tracker: InternalTracker) -> None:
    bring_in(tracker, row(1, comment(1, "x", "05")))
    bring_in(tracker, row(2, comment(1, "x", "06"), comment(2, "x", "07.5")))
    assert len(stored(tracker)) == 3
